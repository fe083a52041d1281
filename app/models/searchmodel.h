#pragma once

#include "app/client/messagesearch.h"
#include "app/models/roles.h"

#include <QAbstractListModel>

#include <vector>

namespace app {

class ChatClient;

// What a search has found (SearchRole), newest first; what follows is added below.
class SearchModel : public QAbstractListModel {
    Q_OBJECT

public:
    // Both outlive the model.
    SearchModel(const ChatClient *client, const MessageSearch *search, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    void update();
    QString roomName(const QByteArray &room) const;
    QString accessibleText(const chat::SearchHit &hit) const;

    const ChatClient *m_client;
    const MessageSearch *m_search;
    std::vector<chat::SearchHit> m_hits;
};

} // namespace app
