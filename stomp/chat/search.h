#pragma once

#include "stomp/chat/payloads.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QtGlobal>

#include <vector>

// The reply of a search (PROTOCOL.md, Searching). Both sides use these.
namespace chat {

// A part of a text, with or without what was looked for.
struct SearchPiece {
    QString text;
    bool isHit = false;

    friend bool operator==(const SearchPiece &, const SearchPiece &) = default;
};

struct SearchHit {
    Entry entry; // the message as it reads now, with room and seq
    std::vector<SearchPiece> pieces; // an excerpt of its text

    friend bool operator==(const SearchHit &, const SearchHit &) = default;
};

// Newest first.
struct SearchResult {
    std::vector<SearchHit> hits;
    qint64 before = 0; // the header `before` that leads to what follows; 0: nothing follows
    bool isComplete = true; // false while the server still takes up what was said

    friend bool operator==(const SearchResult &, const SearchResult &) = default;
};

// One hit around a message that already is a JSON object; searchJson() joins them.
QByteArray searchHitJson(const QByteArray &room, qint64 seq, QByteArrayView entry,
    const std::vector<SearchPiece> &pieces);
QByteArray searchJson(const std::vector<QByteArray> &hits, qint64 before, bool isComplete);
stomp::Result<SearchResult> parseSearchResult(QByteArrayView json);

} // namespace chat
