#include "server/storage/salvagedrows.h"

#include <optional>

namespace server {

namespace {

constexpr qint64 rowsAtOnce = 500;
constexpr qint64 highestCredibleRow = 1LL << 53;

enum class Probe { Row, End, Unreadable };

class RowReader {
public:
    RowReader(const SqliteConnection &damaged, const QString &table, const QString &columns)
        : m_rows(damaged,
            QStringLiteral("SELECT rowid, %1 FROM %2 WHERE rowid > ? ORDER BY rowid LIMIT ?")
                .arg(columns, table))
    {
    }

    bool isPrepared() const { return !m_rows.preparationError().isValid(); }

    // Visits some rows after `position` and moves it to the last of them.
    Probe read(qint64 &position, const std::function<void(const SqliteStatement &)> &visit)
    {
        qint64 count = 0;
        LogResult<void> result = m_rows.run(position, rowsAtOnce);
        while (result && m_rows.next()) {
            position = m_rows.integer(0);
            visit(m_rows);
            ++count;
        }
        if (const auto finished = m_rows.finish(); !result || !finished)
            return Probe::Unreadable;
        return count == 0 ? Probe::End : Probe::Row;
    }

    // The lowest place after an unreadable row from which reading goes on.
    std::optional<qint64> readableAfter(qint64 position)
    {
        qint64 step = 1;
        while (probe(position + step) == Probe::Unreadable) {
            step *= 2;
            if (position + step > highestCredibleRow)
                return std::nullopt;
        }
        qint64 unreadable = position + step / 2;
        qint64 readable = position + step;
        while (readable - unreadable > 1) {
            const qint64 middle = unreadable + (readable - unreadable) / 2;
            (probe(middle) == Probe::Unreadable ? unreadable : readable) = middle;
        }
        return readable;
    }

private:
    Probe probe(qint64 position)
    {
        const LogResult<void> result = m_rows.run(position, qint64{1});
        const bool isRow = result && m_rows.next();
        if (const auto finished = m_rows.finish(); !result || !finished)
            return Probe::Unreadable;
        return isRow ? Probe::Row : Probe::End;
    }

    SqliteStatement m_rows;
};

} // namespace

void forEachReadableRow(const SqliteConnection &damaged, const QString &table,
    const QString &columns, const std::function<void(const SqliteStatement &)> &visit)
{
    RowReader reader(damaged, table, columns);
    if (!reader.isPrepared())
        return;
    qint64 position = 0;
    for (;;) {
        const Probe probe = reader.read(position, visit);
        if (probe == Probe::End)
            return;
        if (probe == Probe::Row)
            continue;
        const std::optional<qint64> next = reader.readableAfter(position);
        if (!next)
            return;
        position = *next;
    }
}

} // namespace server
