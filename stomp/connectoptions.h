#pragma once

#include "stomp/clientidentity.h"
#include "stomp/headers.h"
#include "stomp/heartbeat.h"
#include "stomp/limits.h"

#include <QByteArray>
#include <QUrl>

#include <chrono>

namespace stomp {

// How much may wait in a queue.
struct QueueLimits {
    std::size_t count;
    qsizetype bytes; // of bodies and headers
};

// Where to connect, as whom, and how patiently.
struct ConnectOptions {
    // ws:// or wss:// with a path; stomp:// (default port 61613) or stomp+ssl:// (61614) without.
    QUrl url;
    QByteArray login;
    QByteArray passcode;
    Headers headers; // further headers of CONNECT
    HeartBeat heartBeat{std::chrono::seconds(10), std::chrono::seconds(10)};
    std::chrono::milliseconds connectTimeout{15000}; // TCP, TLS, WebSocket and CONNECTED together
    std::chrono::milliseconds receiptTimeout{15000}; // of a receipt, and of the reply to a request
    std::chrono::milliseconds disconnectTimeout{2000};
    bool reconnects = true;
    Limits limits{32, 200, 16 * 1024, 256 * 1024, 64 * 1024 * 1024};
    // Where the server tells of failures that leave the connection alive; subscribed first on every
    // connection. Empty for a server that has no such destination.
    QByteArray errorsDestination = "/user/queue/errors";

    // SHA-256 of the one public key (SubjectPublicKeyInfo, 32 bytes) that the server may show. A
    // certificate with this key need not be signed by anybody known, nor name the host; with any
    // other key the attempt ends with CertificateChanged. Empty: only certificates that this
    // machine trusts.
    QByteArray trustedCertificate;
    // Shown to servers that ask for a certificate. One that cannot be used ends the attempt with
    // CertificateRejected.
    ClientIdentity identity;
    // So much silence, in intervals of the heart-beat, is death; at least 1.5 (S-116).
    double heartBeatTolerance = 2;
    // STOMP instead of CONNECT, which servers of 1.0 may not know (S-336).
    bool usesStompCommand = false;
    // What may wait for a connection by WhenOffline::Queue.
    QueueLimits offlineQueue{1000, 1024 * 1024};
    // Over TCP, behind the NUL of each frame (S-034).
    bool lineEndAfterFrames = true;
    // Over WebSocket: frames that are UTF-8 as text messages; binary ones else, and by default.
    bool sendsTextMessages = false;
    // A longer frame goes in several text messages, cut between characters (S-351); 0: never cut.
    qsizetype longestTextMessage = 0;
};

} // namespace stomp
