#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <vector>

namespace bench {

// What the load generator said of one run.
struct Load {
    QJsonObject values;

    double operator[](const char *name) const
    {
        return values.value(QLatin1String(name)).toDouble();
    }
    QString text(const char *name) const { return values.value(QLatin1String(name)).toString(); }
    // A connection broke, or the server refused something, or messages are missing or too many.
    QString failure() const;
};

// One line of the report: a budget, and what came of it.
struct Row {
    QString what;
    QString figure;
    QString budget;
    bool isKept = false;
    std::vector<Load> loads; // what it was judged by
    QString note;
};

// The processor time that the load generator used, of one core; beyond this it was the limit.
double busiestGenerator(const Row &row);
constexpr double busyGenerator = 0.9;

QString toTable(const std::vector<Row> &rows);
QJsonArray toJson(const std::vector<Row> &rows);

} // namespace bench
