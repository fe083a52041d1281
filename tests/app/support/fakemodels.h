#pragma once

#include "app/delegates/appearance.h"
#include "app/delegates/messagerow.h"

#include <QAbstractListModel>

#include <vector>

namespace app::test {

// A timeline of rows as they are given.
class FakeTimeline : public QAbstractListModel {
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void insert(int at, const std::vector<MessageRow> &rows);
    void append(const MessageRow &row) { insert(rowCount(), {row}); }
    void replace(int at, const MessageRow &row);
    void remove(int at, int count);
    void clear();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    std::vector<MessageRow> m_rows;
};

MessageRow message(qint64 seq, const QString &author, const QString &text);
MessageRow replying(MessageRow row, const QString &author, const QString &text);
std::vector<MessageRow> messages(qint64 from, qint64 to);
// A room in the middle of a conversation: every kind of row and state.
std::vector<MessageRow> conversation(bool isKorean);

// What Markdown makes of messages.
std::vector<MessageRow> markdownConversation(bool isKorean);

// A list of rows with whatever roles.
class FakeList : public QAbstractListModel {
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;
    void append(const QHash<int, QVariant> &row);
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    std::vector<QHash<int, QVariant>> m_rows;
};

void fillRooms(FakeList &list, bool isKorean);
void fillMembers(FakeList &list, bool isKorean);

// Plain looks, for tests without a theme.
Appearance plainAppearance();

} // namespace app::test
