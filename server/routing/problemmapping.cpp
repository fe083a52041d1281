#include "server/routing/problemmapping.h"

#include <QDebug>
#include <QString>

namespace server {

namespace {

// The cause that was nested in an error; null when there is none.
std::exception_ptr causeOf(const std::exception_ptr &error)
{
    try {
        std::rethrow_exception(error);
    } catch (const std::nested_exception &nesting) {
        return nesting.nested_ptr();
    } catch (...) {
        return nullptr;
    }
}

QString textOf(const std::exception_ptr &error)
{
    try {
        std::rethrow_exception(error);
    } catch (const std::exception &exception) {
        return QString::fromUtf8(exception.what());
    } catch (...) {
        return QStringLiteral("something that is no std::exception");
    }
}

} // namespace

ProblemMapping::ProblemMapping(std::function<QByteArray()> makeIncidentId)
    : m_makeIncidentId(std::move(makeIncidentId))
{
}

Problem ProblemMapping::problemOf(const std::exception_ptr &error) const
{
    for (std::exception_ptr cause = error; cause; cause = causeOf(cause)) {
        if (const Row *row = nearest(cause))
            return row->map(cause);
    }
    return unmapped(error);
}

// Of the rows that fit, the one whose type derives from those of the others: an error cut down to
// that type still fits them.
const ProblemMapping::Row *ProblemMapping::nearest(const std::exception_ptr &error) const
{
    const Row *best = nullptr;
    for (const Row &row : m_rows) {
        const std::exception_ptr slice = row.slice(error);
        if (!slice || (best && !best->slice(slice)))
            continue;
        best = &row;
    }
    return best;
}

Problem ProblemMapping::unmapped(const std::exception_ptr &error) const
{
    const QByteArray incident = m_makeIncidentId();
    qWarning() << "incident" << incident << "a handler threw" << textOf(error);
    return Problem{"internal-error",
        QStringLiteral("Something went wrong inside the server (incident %1).")
            .arg(QString::fromLatin1(incident))};
}

} // namespace server
