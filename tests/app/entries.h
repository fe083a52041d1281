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

// Somebody reacts to a message, or takes it back.
inline chat::Entry reacted(qint64 seq, qint64 message, const QByteArray &person, bool on)
{
    chat::Entry entry = amended(chat::EntryType::Reaction, seq, message);
    entry.author = {person, QString::fromLatin1(person)};
    entry.emoji = seq % 3 == 0 ? QStringLiteral("🎉") : QStringLiteral("👍");
    entry.on = on;
    return entry;
}

inline chat::Entry pinned(qint64 seq, qint64 message, bool on)
{
    chat::Entry entry = amended(chat::EntryType::Pin, seq, message);
    entry.on = on;
    return entry;
}

inline chat::Entry replied(qint64 seq, qint64 message, const QByteArray &person)
{
    chat::Entry entry = said(seq, person);
    entry.replyTo = "m" + QByteArray::number(message);
    return entry;
}

// A room's whole sequence by several people: messages, replies, and what becomes of them.
inline std::vector<chat::Entry> randomRoom(qint64 length, std::mt19937 &random)
{
    const std::vector<QByteArray> people{"ann", "bob", "self"};
    const auto somebody = [&] { return people[random() % people.size()]; };
    std::vector<chat::Entry> entries;
    for (qint64 seq = 1; seq <= length; ++seq) {
        const auto pick = random() % 16;
        const qint64 earlier = 1 + qint64(random() % std::uint32_t(seq));
        if (pick == 0)
            entries.push_back(amended(chat::EntryType::Delete, seq, earlier));
        else if (pick == 1)
            entries.push_back(
                amended(chat::EntryType::Edit, seq, earlier, QStringLiteral("@Me again")));
        else if (pick <= 4)
            entries.push_back(reacted(seq, earlier, somebody(), random() % 3 != 0));
        else if (pick == 5)
            entries.push_back(pinned(seq, earlier, random() % 2 == 0));
        else if (pick <= 7 && earlier < seq)
            entries.push_back(replied(seq, earlier, somebody()));
        else
            entries.push_back(said(seq, somebody()));
        entries.back().sentAt = noon + seq * 20 * 60 * 1000; // days go by
    }
    return entries;
}

} // namespace test
