#pragma once

#include "app/client/networkmessages.h"
#include "app/models/roles.h"

#include <QAbstractListModel>

#include <vector>

namespace app {

class ChatClient;

// The rooms that were left and those that are archived (RoomRole), by name.
class RoomsAsideModel : public QAbstractListModel {
    Q_OBJECT

public:
    // `client` outlives the model.
    explicit RoomsAsideModel(const ChatClient *client, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    void update();
    QString detail(const chat::RoomInfo &room) const;

    const ChatClient *m_client;
    std::vector<chat::RoomInfo> m_rooms; // sorted
};

} // namespace app
