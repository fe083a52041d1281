#pragma once

#include "tests/bench/driver/loadrunner.h"

#include <QJsonArray>
#include <QJsonObject>

namespace bench {

// What a figure becomes as something grows: one array of points for each curve, with what the load
// generator said at each.
class Curves {
public:
    explicit Curves(LoadRunner &runner);

    QJsonObject measure();
    // What was lost or doubled, or went wrong otherwise; empty when nothing did.
    const QString &failure() const { return m_failure; }

private:
    QJsonArray idle();
    QJsonArray subscribers();
    QJsonArray receipts();
    QJsonArray rooms();
    QJsonArray history();

    QJsonObject point(double x, const Load &maru);
    double seconds() const { return m_runner.isQuick() ? 0.5 : 3; }
    std::vector<int> upTo(std::vector<int> values, int quickMost) const;

    LoadRunner &m_runner;
    QString m_failure;
};

} // namespace bench
