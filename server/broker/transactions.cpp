#include "server/broker/transactions.h"

#include <utility>

namespace server {

using stomp::Error;
using stomp::ErrorCode;

namespace {

qsizetype size(const stomp::Frame &frame)
{
    qsizetype bytes = frame.body.size();
    for (const auto &[name, value] : frame.headers)
        bytes += name.size() + value.size();
    return bytes;
}

Error unknown()
{
    return {ErrorCode::UnknownTransaction, "no transaction of this id is open"};
}

} // namespace

stomp::Result<void> Transactions::begin(const QByteArray &id, const BrokerOptions &options)
{
    if (m_open.contains(id))
        return Error{ErrorCode::DuplicateTransaction, "a transaction of this id is open already"};
    if (static_cast<int>(m_open.size()) >= options.openTransactions)
        return Error{ErrorCode::TooManyTransactions, "too many open transactions"};
    m_open.try_emplace(id);
    return {};
}

stomp::Result<void> Transactions::add(
    const QByteArray &id, stomp::Frame frame, const BrokerOptions &options)
{
    const auto found = m_open.find(id);
    if (found == m_open.end())
        return unknown();
    Transaction &transaction = found->second;
    if (static_cast<int>(transaction.held.frames.size()) >= options.transactionFrames)
        return Error{ErrorCode::TooManyTransactions, "too many frames in a transaction"};
    const qsizetype bytes = size(frame);
    if (m_bytes + bytes > options.transactionBytes)
        return Error{ErrorCode::TooManyTransactions, "too many bytes in open transactions"};
    transaction.bytes += bytes;
    m_bytes += bytes;
    transaction.held.frames.push_back(std::move(frame));
    return {};
}

void Transactions::spoil(const QByteArray &id)
{
    m_open.at(id).held.isSpoiled = true;
}

stomp::Result<Transactions::Held> Transactions::take(const QByteArray &id)
{
    const auto found = m_open.find(id);
    if (found == m_open.end())
        return unknown();
    m_bytes -= found->second.bytes;
    Held held = std::move(found->second.held);
    m_open.erase(found);
    return held;
}

} // namespace server
