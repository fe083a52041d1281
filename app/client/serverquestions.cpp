#include "app/client/serverconnection.h"

#include "app/client/statusreason.h"

// ServerConnection's part that asks for one reply: pages of history, and searches.
namespace app {

namespace {

constexpr int hitsAtOnce = 50;

QByteArray headerName(HistoryRange range)
{
    switch (range) {
    case HistoryRange::Before:
        break;
    case HistoryRange::After:
        return "after";
    case HistoryRange::Around:
        return "around";
    }
    return "before";
}

} // namespace

void ServerConnection::handle(const HistoryCommand &command)
{
    const stomp::Headers headers{{headerName(command.range), QByteArray::number(command.before)},
        {"limit", QByteArray::number(command.limit)}};
    m_client->request(m_destinations.history(command.room), headers,
        [this, command](const stomp::Result<stomp::Frame> &reply) {
            HistoryEvent event{command.room, command.before, std::nullopt, command.range};
            if (reply) {
                if (const auto page = chat::parseHistory(reply->body))
                    event.page = *page;
            }
            m_report(std::move(event));
        });
}

void ServerConnection::handle(const SearchCommand &command)
{
    stomp::Headers headers{{"query", command.query.toUtf8()},
        {"limit", QByteArray::number(hitsAtOnce)},
        {"utc-offset", QByteArray::number(command.minutesFromUtc)}};
    if (command.before > 0)
        headers.append("before", QByteArray::number(command.before));
    m_client->request(m_destinations.search(), headers,
        [this, number = command.number](const stomp::Result<stomp::Frame> &reply) {
            SearchEvent event{number, std::nullopt, {}};
            if (!reply) {
                const SendFailure failure = sendFailure(reply.error());
                event.problem = {failure.code, failure.detail, {}};
            } else if (const auto result = chat::parseSearchResult(reply->body)) {
                event.result = *result;
            } else {
                event.problem = {"bad-reply", QString::fromUtf8(result.error().text), {}};
            }
            m_report(std::move(event));
        });
}

} // namespace app
