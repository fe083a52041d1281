#pragma once

#include "server/broker/sessionmessages.h"
#include "server/net/sessionoptions.h"
#include "stomp/error.h"
#include "stomp/frame.h"
#include "stomp/heartbeat.h"

#include <QByteArray>

namespace server {

// A CONNECT that was found right: what the broker is asked, and what CONNECTED will say of
// heart-beats.
struct Login {
    ConnectRequest request;
    stomp::HeartBeat offered;
    stomp::AgreedHeartBeat heartBeat;
};

// Judges a CONNECT or STOMP frame: version, heart-beat, passcode, secret of the person, token of
// the host.
stomp::Result<Login> judgeLogin(
    const stomp::Frame &frame, const SessionOptions &options, const QByteArray &remoteAddress);

// What is kept of the secret of a person (contract.md, Who somebody is).
QByteArray hashOfSecret(const QByteArray &secret);

// Takes as long for any two texts of these lengths.
bool isEqualInConstantTime(const QByteArray &left, const QByteArray &right);

} // namespace server
