#pragma once

#include "stomp/chat/payloads.h"

#include <QByteArray>
#include <QString>

#include <algorithm>
#include <random>
#include <vector>

// Entries of a room for tests.
namespace test {

inline constexpr qint64 noon = Q_INT64_C(1'795'348'800'000); // 2026-11-22 12:00 UTC

inline chat::Entry said(qint64 seq, const QByteArray &person = "ann", const QString &text = {})
{
    chat::Entry entry;
    entry.id = "m" + QByteArray::number(seq);
    entry.room = "general";
    entry.seq = seq;
    entry.author = {person, QString::fromLatin1(person)};
    entry.text = text.isEmpty() ? QStringLiteral("text %1").arg(seq) : text;
    entry.sentAt = noon + seq * 1000;
    return entry;
}

inline chat::Entry amended(
    chat::EntryType type, qint64 seq, qint64 message, const QString &text = {})
{
    chat::Entry entry = said(seq, "ann", text);
    entry.type = type;
    entry.id = "m" + QByteArray::number(message);
    return entry;
}

inline std::vector<chat::Entry> saidBetween(qint64 first, qint64 last)
{
    std::vector<chat::Entry> entries;
    for (qint64 seq = first; seq <= last; ++seq)
        entries.push_back(said(seq));
    return entries;
}

// A room's whole sequence by several people, with edits and deletes among the messages.
inline std::vector<chat::Entry> randomRoom(qint64 length, std::mt19937 &random)
{
    const std::vector<QByteArray> people{"ann", "bob", "self"};
    std::vector<chat::Entry> entries;
    for (qint64 seq = 1; seq <= length; ++seq) {
        const auto pick = random() % 10;
        const qint64 earlier = 1 + qint64(random() % std::uint32_t(seq));
        if (pick == 0)
            entries.push_back(amended(chat::EntryType::Delete, seq, earlier));
        else if (pick == 1)
            entries.push_back(
                amended(chat::EntryType::Edit, seq, earlier, QStringLiteral("@Me again")));
        else
            entries.push_back(said(seq, people[random() % people.size()]));
        entries.back().sentAt = noon + seq * 20 * 60 * 1000; // days go by
    }
    return entries;
}

} // namespace test
