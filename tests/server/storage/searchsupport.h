#pragma once

#include "logsupport.h"
#include "server/broker/messagesearch.h"
#include "stomp/chat/payloads.h"

#include <QByteArray>
#include <QString>

#include <functional>

// What the tests of searching share: things said, and what was found as one line of text.
namespace server::test {

// Who says what where, and when.
struct Said {
    QByteArray id;
    QString text;
    QByteArray room = "a";
    QString author = QStringLiteral("Ann");
    qint64 sentAt = 1'000'000'000'000;
};

AppendEntry message(const Said &said);
// Of the message with this id.
AppendEntry edit(const QByteArray &of, const QString &text, const QByteArray &room = "a");
AppendEntry deletion(const QByteArray &of, const QByteArray &room = "a");

SearchQuery queryOf(const QString &text);

// The ids of what was found, newest first.
QByteArray idsOf(const SearchPage &page);
// All pages, one after the other, by a limit of the query's.
using Searcher = std::function<LogResult<SearchPage>(const SearchQuery &)>;
QByteArray allIds(const Searcher &search, SearchQuery query);

} // namespace server::test
