#include "stomp/transaction.h"

#include "stomp/client.h"

#include <utility>

namespace stomp {

Transaction::Transaction(Client *client, quint64 connection, QByteArray id)
    : m_client(client)
    , m_connection(connection)
    , m_id(std::move(id))
{
}

Transaction::Transaction(Transaction &&other) noexcept
    : m_client(std::exchange(other.m_client, nullptr))
    , m_connection(other.m_connection)
    , m_id(other.m_id)
{
}

Transaction &Transaction::operator=(Transaction &&other) noexcept
{
    if (this == &other)
        return *this;
    abort();
    m_client = std::exchange(other.m_client, nullptr);
    m_connection = other.m_connection;
    m_id = other.m_id;
    return *this;
}

Transaction::~Transaction()
{
    abort();
}

bool Transaction::isOpen() const
{
    return check().hasValue();
}

Result<void> Transaction::send(const QByteArray &destination, const QByteArray &body,
    const Headers &headers, ReceiptHandler onReceipt)
{
    const Result<void> open = check();
    return open ? m_client->send(destination, body, with(headers), std::move(onReceipt)) : open;
}

Result<void> Transaction::ack(const Delivery &delivery, const Headers &headers)
{
    const Result<void> open = check();
    return open ? m_client->ack(delivery, with(headers)) : open;
}

Result<void> Transaction::nack(const Delivery &delivery, const Headers &headers)
{
    const Result<void> open = check();
    return open ? m_client->nack(delivery, with(headers)) : open;
}

Result<void> Transaction::commit(ReceiptHandler onReceipt)
{
    const Result<void> open = check();
    const QPointer<Client> client = std::exchange(m_client, nullptr);
    return open
        ? client->submit({Command::Commit, {{"transaction", m_id}}, {}}, std::move(onReceipt))
        : open;
}

void Transaction::abort()
{
    const bool isToBeSent = isOpen();
    const QPointer<Client> client = std::exchange(m_client, nullptr);
    if (isToBeSent)
        client->submit({Command::Abort, {{"transaction", m_id}}, {}}, {});
}

Result<void> Transaction::check() const
{
    if (m_client && m_client->isOn(m_connection))
        return {};
    return Error{ErrorCode::ConnectionLost, "the transaction has ended"};
}

Headers Transaction::with(const Headers &headers) const
{
    Headers all = headers;
    all.set("transaction", m_id);
    return all;
}

} // namespace stomp
