#include "app/models/searchmodel.h"

#include "app/client/chatclient.h"

#include <QDateTime>
#include <QLocale>
#include <QPoint>

#include <algorithm>

namespace app {

namespace {

QString textOf(const chat::SearchHit &hit)
{
    QString text;
    for (const chat::SearchPiece &piece : hit.pieces)
        text += piece.text;
    return text;
}

QVariantList hitsIn(const chat::SearchHit &hit)
{
    QVariantList hits;
    int at = 0;
    for (const chat::SearchPiece &piece : hit.pieces) {
        const int length = static_cast<int>(piece.text.size());
        if (piece.isHit)
            hits += QPoint(at, length);
        at += length;
    }
    return hits;
}

QDateTime sentAt(const chat::SearchHit &hit)
{
    return QDateTime::fromMSecsSinceEpoch(hit.entry.sentAt);
}

} // namespace

SearchModel::SearchModel(const ChatClient *client, const MessageSearch *search, QObject *parent)
    : QAbstractListModel(parent)
    , m_client(client)
    , m_search(search)
{
    connect(search, &MessageSearch::changed, this, &SearchModel::update);
    update();
}

int SearchModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_hits.size());
}

QVariant SearchModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const chat::SearchHit &hit = m_hits[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case SearchRole::Text:
        return textOf(hit);
    case Qt::AccessibleTextRole:
        return accessibleText(hit);
    case SearchRole::RoomId:
        return hit.entry.room;
    case SearchRole::RoomName:
        return m_search->state().room().isEmpty() ? roomName(hit.entry.room) : QString();
    case SearchRole::Seq:
        return hit.entry.seq;
    case SearchRole::AuthorId:
        return hit.entry.author.id;
    case SearchRole::AuthorName:
        return hit.entry.author.name;
    case SearchRole::SentAt:
        return sentAt(hit);
    case SearchRole::Hits:
        return hitsIn(hit);
    default:
        return {};
    }
}

QHash<int, QByteArray> SearchModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    names.insert({{SearchRole::RoomId, "roomId"}, {SearchRole::RoomName, "roomName"},
        {SearchRole::Seq, "seq"}, {SearchRole::AuthorId, "authorId"},
        {SearchRole::AuthorName, "authorName"}, {SearchRole::SentAt, "sentAt"},
        {SearchRole::Text, "text"}, {SearchRole::Hits, "hits"}});
    return names;
}

QString SearchModel::roomName(const QByteArray &room) const
{
    if (const ChatRoom *known = m_client->room(room))
        return known->name();
    for (const chat::RoomInfo &aside : m_client->roomsAside()) {
        if (aside.id == room && !aside.name.isEmpty())
            return aside.name;
    }
    return QString::fromLatin1(room);
}

QString SearchModel::accessibleText(const chat::SearchHit &hit) const
{
    const QString when = QLocale().toString(sentAt(hit), QLocale::ShortFormat);
    return tr("%1 in %2, %3: %4", "name, room, time, text")
        .arg(hit.entry.author.name, roomName(hit.entry.room), when, textOf(hit));
}

// What follows keeps the rows that are there, and with them the place of who reads them.
void SearchModel::update()
{
    const std::vector<chat::SearchHit> &hits = m_search->state().hits();
    const bool isMore = hits.size() >= m_hits.size() && !m_hits.empty()
        && std::equal(m_hits.begin(), m_hits.end(), hits.begin());
    if (!isMore) {
        beginResetModel();
        m_hits = hits;
        endResetModel();
    } else if (hits.size() > m_hits.size()) {
        beginInsertRows({}, rowCount(), static_cast<int>(hits.size()) - 1);
        m_hits = hits;
        endInsertRows();
    }
}

} // namespace app
