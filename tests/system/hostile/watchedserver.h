#pragma once

#include "tests/support/serverprocess.h"
#include "tests/system/hostile/neighbour.h"
#include "tests/system/hostile/processfigures.h"
#include "tests/wire/script.h"

#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace hostile {

// One maru-server with a neighbour over each carrier, and what it needed before anybody came.
class WatchedServer {
public:
    WatchedServer(const wire::ServerSettings &settings, const QString &name, QTemporaryDir &folder);

    const wire::ServerSettings &settings() const { return m_settings; }
    // Empty when it stands and its neighbours are in.
    QByteArray start();

    quint16 port(wire::Carrier carrier) const
    {
        return carrier == wire::Carrier::Tcp ? m_process.tcpPort() : m_process.port();
    }
    qint64 processId() const { return m_process.processId(); }
    ProcessFigures figures() const { return readFigures(processId()); }
    const ProcessFigures &figuresAtStart() const { return m_figuresAtStart; }
    QByteArray log() const { return m_process.log(); }
    // What no neighbour had to wait longer for, so far.
    std::chrono::milliseconds longestRound() const;
    // Empty when since forgetPeak() it needed hardly more memory than at the start.
    QByteArray expectPeak(qint64 moreKilobytes) const;
    // Empty as soon as it has hardly more descriptors open than at the start.
    QByteArray expectFewDescriptors() const;
    // Empty as soon as its log holds this so often.
    QByteArray expectLogged(const QByteArray &text, qsizetype times) const;

    // While others are attacked its neighbours talk seldom, for the sake of the machine.
    void setWatched(bool isWatched);
    // Empty when it is the same process still and no neighbour has noticed anything.
    QByteArray expectPeace();
    // Empty when, with nobody left but the neighbours, it needs hardly more than at the start, and
    // then stops in order.
    QByteArray expectCleanEnd();

private:
    std::chrono::milliseconds pause() const;
    QByteArray expectLittleMore() const;

    wire::ServerSettings m_settings;
    test::ServerProcess m_process;
    qint64 m_firstProcess = 0;
    ProcessFigures m_figuresAtStart;
    std::vector<std::unique_ptr<Neighbour>> m_neighbours;
};

} // namespace hostile
