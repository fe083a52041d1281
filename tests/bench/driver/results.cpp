#include "tests/bench/driver/results.h"

#include <algorithm>

namespace bench {

using namespace Qt::StringLiterals;

QString Load::failure() const
{
    if (values.isEmpty())
        return u"no result"_s;
    const QString said = text("failure");
    if (!said.isEmpty())
        return said;
    const double lost = (*this)["lost"];
    const double doubled = (*this)["doubled"];
    return lost + doubled == 0 ? QString() : u"%1 lost, %2 doubled"_s.arg(lost).arg(doubled);
}

double busiestGenerator(const Row &row)
{
    double most = 0;
    for (const Load &load : row.loads)
        most = std::max(most, load["generatorCores"]);
    return most;
}

QString toTable(const std::vector<Row> &rows)
{
    QString table = u"| what | figure | budget | | generator |\n|---|---|---|---|---|\n"_s;
    for (const Row &row : rows) {
        const double generator = busiestGenerator(row);
        const QString limit = generator > busyGenerator ? u", was the limit"_s : QString();
        const QString figure = row.note.isEmpty() ? row.figure : row.figure + u"; "_s + row.note;
        table += u"| %1 | %2 | %3 | %4 | %5 %%6 |\n"_s.arg(row.what, figure, row.budget,
            row.isKept ? u"kept"_s : u"missed"_s, QString::number(generator * 100, 'f', 0), limit);
    }
    return table;
}

QJsonArray toJson(const std::vector<Row> &rows)
{
    QJsonArray array;
    for (const Row &row : rows) {
        QJsonArray loads;
        for (const Load &load : row.loads)
            loads.append(load.values);
        array.append(QJsonObject{{u"what"_s, row.what}, {u"figure"_s, row.figure},
            {u"budget"_s, row.budget}, {u"kept"_s, row.isKept}, {u"note"_s, row.note},
            {u"generatorCores"_s, busiestGenerator(row)}, {u"loads"_s, loads}});
    }
    return array;
}

} // namespace bench
