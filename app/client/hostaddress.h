#pragma once

#include <QHostAddress>
#include <QString>
#include <QUrl>

#include <vector>

namespace app {

// One way to reach a server on this machine.
struct HostAddress {
    enum class Kind {
        Lan, // IPv4 of a physical card that the internet does not know: tell this one first
        Public, // other IPv4
        Ipv6,
        Virtual, // VPN, containers, virtual machines
        Loopback, // this machine only
    };
    QString address; // "192.168.1.20"
    QString interfaceName; // "wlan0"
    Kind kind = Kind::Lan;
    QUrl url; // ws://192.168.1.20:7666/ws-connect

    // What to tell others to type: the port only when it is not the usual one.
    QString display() const;

    friend bool operator==(const HostAddress &, const HostAddress &) = default;
};

// An address as the system has it.
struct InterfaceAddress {
    QString interfaceName;
    QHostAddress address;
    bool isPhysical = true; // a network card, not a tunnel or bridge
    bool isPointToPoint = false;
};

// Those others can use, the likeliest first; loopback only when there is nothing else, link-local
// ones left out.
std::vector<HostAddress> rankAddresses(
    const std::vector<InterfaceAddress> &addresses, int port, bool isTls = false);
// Of all interfaces of this machine that are up.
std::vector<InterfaceAddress> interfaceAddresses();

} // namespace app
