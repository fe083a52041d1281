#pragma once

#include "app/client/networkmessages.h"
#include "app/models/roles.h"

#include <QAbstractListModel>
#include <QPointer>

#include <vector>

namespace app {

class ChatRoom;

// Who is in a room (MemberRole): those present before those away, each by name.
class MemberListModel : public QAbstractListModel {
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    // nullptr empties it.
    void setRoom(ChatRoom *room);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    void reset();
    void update();
    std::vector<chat::Member> sortedMembers() const;

    QPointer<ChatRoom> m_room;
    std::vector<chat::Member> m_members; // sorted
};

} // namespace app
