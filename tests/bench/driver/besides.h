#pragma once

#include "tests/bench/driver/loadrunner.h"

#include <vector>

namespace bench {

// Another server on the same work, for comparison; nothing is judged.
std::vector<Row> measureRabbitMq(LoadRunner &runner, const QString &program);

} // namespace bench
