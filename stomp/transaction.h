#pragma once

#include "stomp/acknowledgement.h"
#include "stomp/receipt.h"

#include <QPointer>

namespace stomp {

class Client;

// SENDs, ACKs and NACKs that the server carries out together at commit(), or not at all. Made by
// Client::begin(); a transaction that goes out of scope uncommitted is aborted. It ends with its
// connection: what is asked of it afterwards is answered with ConnectionLost. Lives on its client's
// thread.
class [[nodiscard]] Transaction {
public:
    Transaction(Transaction &&other) noexcept;
    Transaction &operator=(Transaction &&other) noexcept;
    ~Transaction();

    const QByteArray &id() const { return m_id; }
    // Neither committed nor aborted, and its connection stands.
    bool isOpen() const;

    // As those of Client. Servers may give receipts of a transaction's frames at its commit only.
    Result<void> send(const QByteArray &destination, const QByteArray &body,
        const Headers &headers = {}, ReceiptHandler onReceipt = {});
    Result<void> ack(const Delivery &delivery, const Headers &headers = {});
    Result<void> nack(const Delivery &delivery, const Headers &headers = {});

    // The end, either way. With an error from commit() itself nothing was committed; the receipt
    // tells whether the server did it.
    Result<void> commit(ReceiptHandler onReceipt = {});
    void abort();

private:
    friend class Client;
    Transaction(Client *client, quint64 connection, QByteArray id);
    Result<void> check() const;
    Headers with(const Headers &headers) const;

    QPointer<Client> m_client; // cleared at the end
    quint64 m_connection;
    QByteArray m_id;
};

} // namespace stomp
