#pragma once

#include "tests/bench/driver/loadrunner.h"

#include <QJsonArray>

#include <vector>

namespace bench {

class LaunchedServer;

// Ten rooms that are spoken in, 200 connections that come and go; what the server holds meanwhile.
class Soak {
public:
    explicit Soak(LoadRunner &runner);

    Row run(int seconds);
    QJsonArray samples() const;

private:
    struct Sample {
        double seconds = 0;
        double memory = 0; // resident bytes
        int descriptors = 0;
    };

    Sample sample(const LaunchedServer &server, double seconds) const;
    // The median memory between two parts of the time.
    double memoryBetween(double from, double to) const;

    LoadRunner &m_runner;
    std::vector<Sample> m_samples;
};

} // namespace bench
