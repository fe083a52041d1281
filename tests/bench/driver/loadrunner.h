#pragma once

#include "tests/bench/driver/results.h"

#include <QString>
#include <QStringList>

#include <memory>

namespace bench {

class LaunchedServer;

// What the load generator is aimed at: a topic, or a room of the chat.
extern const QStringList topic;
extern const QStringList room;

// `what` and the words of `numbers`.
QStringList with(const QStringList &what, const QString &numbers);

// Starts servers, each in a new folder, and aims the load generator at them.
class LoadRunner {
public:
    struct Settings {
        QString folder; // of the programs
        QString scratch; // a folder on the disk that counts
        bool isQuick = false; // a second each, for trying
    };

    explicit LoadRunner(Settings settings);

    std::unique_ptr<LaunchedServer> startMaru();
    // The yardstick; its messages become as long as those of the other.
    std::unique_ptr<LaunchedServer> startBare(const Load &asLongAs);
    // With 0 seconds, as long as rows are measured.
    Load load(const LaunchedServer &server, const QStringList &arguments, double seconds = 0);

    bool isQuick() const { return m_settings.isQuick; }
    int manyIdle() const { return isQuick() ? 1000 : 10'000; }
    const QString &scratch() const { return m_settings.scratch; }
    QString program(const QString &name) const { return m_settings.folder + u'/' + name; }

private:
    Settings m_settings;
    int m_folders = 0;
};

} // namespace bench
