#pragma once

#include "stomp/certificatetrouble.h"
#include "stomp/error.h"

#include <QObject>
#include <QUrl>

namespace stomp {

// A connection that carries bytes in both directions; a test brings its own in memory.
class Transport : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void open(const QUrl &url) = 0;
    // One whole STOMP frame, or one end of line.
    virtual void send(const QByteArray &bytes) = 0;
    // Ends in order; closed() follows.
    virtual void close() = 0;
    // Ends at once, without waiting for the network; closed() does not follow.
    virtual void abort() = 0;

Q_SIGNALS:
    void opened();
    void received(const QByteArray &bytes);
    // What is wrong with the server's certificate; closed() follows.
    void certificateRejected(const stomp::CertificateTrouble &trouble);
    // Once, whoever ended it. `error` says what is the matter when it was not us.
    void closed(const stomp::Error &error);
};

} // namespace stomp
