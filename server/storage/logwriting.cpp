#include "server/storage/logwriting.h"

#include <algorithm>

namespace server {

std::span<const LogWrite> firstGroup(std::span<const LogWrite> batch)
{
    if (batch.empty())
        return batch;
    const auto end = std::find_if_not(
        batch.begin() + 1, batch.end(), [](const LogWrite &write) { return write.joinsPrevious; });
    return batch.first(static_cast<std::size_t>(end - batch.begin()));
}

bool hasFailure(std::span<const LogResult<Appended>> results)
{
    return std::any_of(results.begin(), results.end(),
        [](const LogResult<Appended> &result) { return !result.hasValue(); });
}

void markUndone(std::span<LogResult<Appended>> results)
{
    for (LogResult<Appended> &result : results) {
        if (result)
            result = LogError{
                "transaction-failed", QStringLiteral("Another write of the transaction failed.")};
    }
}

} // namespace server
