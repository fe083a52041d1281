#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace wire {

// What the server of a script is told; scripts with the same settings share one.
struct ServerSettings {
    QStringList options; // of the command line
    QByteArray limits; // lines of the table [limits]
    QByteArray passcode;

    friend bool operator==(const ServerSettings &, const ServerSettings &) = default;
};

struct Step {
    int line = 0;
    QByteArray connection;
    QByteArray verb;
    QByteArray argument;
    int times = 1;
};

// Some requirements, and the dialogue that proves them; the language is described in README.md.
struct Script {
    QByteArray title;
    QList<QByteArray> requirements;
    QList<QByteArray> versions{"1.2"};
    bool runsOverTcp = true;
    bool runsOverWebSocket = true;
    ServerSettings server;
    std::vector<Step> steps;
};

struct ScriptFile {
    std::vector<Script> scripts;
    QByteArray complaint; // empty when the file is right
};

ScriptFile parseScripts(const QByteArray &text);

} // namespace wire
