#include "tests/bench/client/clientbudgets.h"

#include "app/client/chatroom.h"
#include "app/views/timelineview.h"
#include "tests/bench/client/desktop.h"
#include "tests/bench/driver/launchedserver.h"
#include "tests/bench/load/processwatch.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QScrollBar>

#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr double mebi = 1024.0 * 1024.0;

QString number(double value, int decimals = 1)
{
    return QString::number(value, 'f', decimals);
}

double ownMemory()
{
    return double(ProcessWatch(int(getpid())).proportionalBytes());
}

QStringList chatRoom(const QString &name)
{
    return {
        u"--send"_s, u"/publish/chat/"_s + name, u"--subscribe"_s, u"/subscribe/chat/"_s + name};
}

bool hasRows(const Desktop &desktop)
{
    return desktop.page.timeline()->lastVisibleRow() > 0;
}

} // namespace

ClientBudgets::ClientBudgets(LoadRunner &runner)
    : m_runner(runner)
    , m_server(runner.startMaru())
{
}

ClientBudgets::~ClientBudgets() = default;

std::vector<Row> ClientBudgets::measure()
{
    fill();
    std::vector<Row> rows{firstWindow()};
    for (Row &row : largeRoom())
        rows.push_back(std::move(row));
    rows.push_back(manyRooms());
    rows.push_back(manyMembers());
    return rows;
}

void ClientBudgets::fill()
{
    const auto fillRoom = [this](const QString &name, int messages) {
        m_runner.load(*m_server,
            chatRoom(name) + u"--warm-up 0 --prefill %1"_s.arg(messages).split(u' '), 0.01);
    };
    fillRoom(u"large"_s, many(100'000));
    fillRoom(u"small"_s, 1);
    fillRoom(u"members"_s, 1);
}

// The program in a process of its own, told to end with its first picture.
Row ClientBudgets::firstWindow()
{
    std::vector<double> times;
    double memory = 0;
    for (int i = 0; i < 5; ++i) {
        QProcess program;
        QElapsedTimer clock;
        clock.start();
        program.start(QCoreApplication::applicationFilePath(), {u"--first-window"_s, profile()},
            QIODevice::ReadOnly);
        program.waitForReadyRead(10'000);
        times.push_back(double(clock.nsecsElapsed()) / 1e6);
        program.waitForFinished(10'000);
        memory = program.readAllStandardOutput().trimmed().toDouble() / mebi;
    }
    std::nth_element(times.begin(), times.begin() + 2, times.end());
    const bool isKept = times[2] <= 300 && memory > 0 && memory <= 70;
    return {u"first window"_s, u"%1 ms, %2 MiB"_s.arg(number(times[2]), number(memory)),
        u"≤ 300 ms, ≤ 70 MiB"_s, isKept, {}, {}};
}

double ClientBudgets::openRoom(Desktop &desktop, const QByteArray &room)
{
    FirstPaint paint(desktop.page.timeline()->viewport());
    paint.counts = [&] {
        const app::ChatRoom *current = desktop.client.currentRoom();
        return current && current->id() == room && hasRows(desktop);
    };
    desktop.conversation.open(room);
    waitUntil([&] { return paint.milliseconds() > 0; });
    return paint.milliseconds();
}

std::vector<Row> ClientBudgets::largeRoom()
{
    const QString folder = profile();
    Desktop desktop(folder, m_server->url());
    waitUntil([&] { return desktop.client.room("large") && desktop.client.room("small"); });
    openRoom(desktop, "small");
    const double before = ownMemory();
    const double time = openRoom(desktop, "large");
    const double more = (ownMemory() - before) / mebi;
    Row opening{u"opening a room with %1 messages"_s.arg(many(100'000)),
        u"%1 ms to the first picture; %2 MiB more than a room with one"_s.arg(
            number(time), number(more)),
        u"≤ 100 ms, ≤ 40 MiB"_s, time > 0 && time <= 100 && more <= 40, {}, {}};
    return {opening, scrolling(desktop), arriving(desktop)};
}

// A page for each frame, upwards through what has to be fetched.
Row ClientBudgets::scrolling(Desktop &desktop)
{
    app::TimelineView *view = desktop.page.timeline();
    std::vector<double> frames;
    const Pulse pulse;
    for (int i = 0; i < many(2000); ++i) {
        QElapsedTimer clock;
        clock.start();
        view->verticalScrollBar()->triggerAction(QScrollBar::SliderSingleStepSub);
        view->verticalScrollBar()->triggerAction(QScrollBar::SliderPageStepSub);
        view->viewport()->repaint();
        frames.push_back(double(clock.nsecsElapsed()) / 1e6);
        QCoreApplication::processEvents();
    }
    std::sort(frames.begin(), frames.end());
    const double most = frames.back();
    const double usual = frames[frames.size() * 99 / 100];
    return {u"scrolling through it, a page for each frame"_s,
        u"p99 %1 ms, longest %2 ms; %3 rows loaded; the longest wait of the window %4 ms"_s
            .arg(number(usual), number(most))
            .arg(view->model()->rowCount())
            .arg(number(pulse.longestMilliseconds())),
        u"≤ 16 ms a frame"_s, usual <= 16 && most <= 32, {}, {}};
}

Row ClientBudgets::arriving(Desktop &desktop)
{
    desktop.page.timeline()->scrollToEnd();
    const qint64 before = desktop.client.currentRoom()->timeline().lastSeq();
    QProcess generator;
    generator.start(m_runner.program(u"loadgenerator"_s),
        chatRoom(u"large"_s)
            + QStringList{u"--url"_s, m_server->url(), u"--rate"_s, u"2000"_s, u"--seconds"_s,
                m_runner.isQuick() ? u"1"_s : u"5"_s},
        QIODevice::ReadOnly);
    double longest = 0;
    {
        const Pulse pulse;
        waitUntil([&] { return generator.state() == QProcess::NotRunning; });
        longest = pulse.longestMilliseconds();
    }
    const qint64 arrived = desktop.client.currentRoom()->timeline().lastSeq() - before;
    return {u"2,000 messages/s arriving in the open room"_s,
        u"the longest wait of the window %1 ms; %2 messages arrived"_s.arg(number(longest))
            .arg(arrived),
        u"≤ 50 ms"_s, longest <= 50 && arrived >= many(10'000) / 2, {}, {}};
}

Row ClientBudgets::manyRooms()
{
    const int count = many(500);
    m_runner.load(*m_server,
        QStringList{u"--send"_s, u"/publish/chat/many{}"_s, u"--rooms"_s, QString::number(count),
            u"--subscribers"_s, u"0"_s, u"--receipts"_s, u"--warm-up"_s, u"0"_s},
        1);
    QElapsedTimer clock;
    clock.start();
    const Pulse pulse;
    Desktop desktop(profile(), m_server->url());
    waitUntil([&] { return int(desktop.client.rooms().size()) >= count; });
    const double time = double(clock.nsecsElapsed()) / 1e6;
    openRoom(desktop, "many7");
    const double longest = pulse.longestMilliseconds();
    return {u"joining a server with %1 rooms"_s.arg(count),
        u"all listed after %1 ms; the longest wait of the window %2 ms"_s.arg(
            number(time), number(longest)),
        u"≤ 1000 ms; ≤ 100 ms"_s, time <= 1000 && longest <= 100, {}, {}};
}

Row ClientBudgets::manyMembers()
{
    const int count = many(2000);
    Desktop desktop(profile(), m_server->url());
    waitUntil([&] { return desktop.client.room("members") != nullptr; });
    openRoom(desktop, "members");
    const auto members = [&] { return int(desktop.client.room("members")->members().size()); };
    QProcess generator;
    generator.start(m_runner.program(u"loadgenerator"_s),
        chatRoom(u"members"_s)
            + u"--url %1 --subscribers %2 --rate 1 --seconds 8"_s.arg(m_server->url())
                  .arg(count)
                  .split(u' '),
        QIODevice::ReadOnly);
    const Pulse pulse;
    const bool haveCome =
        waitUntil([&] { return members() > count || generator.state() == QProcess::NotRunning; });
    const int most = members();
    waitUntil([&] { return generator.state() == QProcess::NotRunning; });
    const double longest = pulse.longestMilliseconds();
    return {u"%1 people come into the open room and leave it"_s.arg(count),
        u"%1 listed; the longest wait of the window %2 ms"_s.arg(most).arg(number(longest)),
        u"≤ 100 ms"_s, haveCome && most > count && longest <= 100, {}, {}};
}

QString ClientBudgets::profile()
{
    return m_runner.scratch() + u"/profile%1"_s.arg(++m_profiles);
}

} // namespace bench
