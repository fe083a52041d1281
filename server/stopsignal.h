#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace server {

// Turns SIGTERM and SIGINT into a Qt signal, by a pipe that the handler writes to. One in a
// process, on the main thread.
class StopSignal : public QObject {
    Q_OBJECT

public:
    explicit StopSignal(QObject *parent = nullptr);
    ~StopSignal() override;

Q_SIGNALS:
    void received();

private:
    int m_readEnd = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace server
