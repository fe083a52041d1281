#pragma once

#include "app/models/roles.h"

#include <QAbstractListModel>

#include <vector>

namespace app {

class ChatClient;
class ChatRoom;

// The rooms of the server (RoomRole), the favourites first, by name; the order changes only when
// either does.
class RoomListModel : public QAbstractListModel {
    Q_OBJECT

public:
    // `client` outlives the model.
    explicit RoomListModel(ChatClient *client, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    ChatRoom *roomAt(int row) const;
    int rowOf(const QByteArray &room) const; // -1: not there

private:
    void add(ChatRoom *room);
    void remove(const QByteArray &room);
    void moveToItsPlace(ChatRoom *room);
    void setOpen(ChatRoom *room);
    void announce(const ChatRoom *room, const QList<int> &roles);

    std::vector<ChatRoom *> m_rooms; // sorted
    ChatRoom *m_open = nullptr;
};

} // namespace app
