#include "tests/bench/load/options.h"

#include <cstdlib>
#include <functional>
#include <map>
#include <string_view>

namespace bench {

namespace {

using Read = std::function<bool(const std::string &)>;

bool read(const std::string &text, int &value)
{
    char *end = nullptr;
    const long number = std::strtol(text.c_str(), &end, 10);
    value = int(number);
    return *end == '\0' && number >= 0 && number <= 100'000'000;
}

bool read(const std::string &text, double &value)
{
    char *end = nullptr;
    value = std::strtod(text.c_str(), &end);
    return *end == '\0' && value >= 0;
}

bool read(const std::string &text, Target &target)
{
    std::string_view rest = text;
    target.isWebSocket = rest.starts_with("ws://");
    if (!target.isWebSocket && !rest.starts_with("tcp://"))
        return false;
    rest.remove_prefix(rest.find("//") + 2);
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    const std::string_view address = rest.substr(0, slash);
    const std::size_t colon = address.rfind(':');
    if (colon == std::string_view::npos)
        return false;
    target.host = address.substr(0, colon);
    target.port = address.substr(colon + 1);
    if (slash < rest.size())
        target.path = rest.substr(slash);
    return true;
}

} // namespace

std::optional<OptionError> parse(int count, char **arguments, Options &options)
{
    const auto number = [](auto &value) {
        return Read([&](auto &text) { return read(text, value); });
    };
    const auto string = [](std::string &value) {
        return Read([&](auto &text) { return !(value = text).empty(); });
    };
    const std::map<std::string, Read> readers{{"--url", number(options.target)},
        {"--send", string(options.sendTo)}, {"--subscribe", string(options.subscribeTo)},
        {"--subscribers", number(options.subscribers)},
        {"--publishers", number(options.publishers)}, {"--idle", number(options.idle)},
        {"--silent", number(options.silent)}, {"--visitors", number(options.visitors)},
        {"--stay", number(options.stay)}, {"--host", string(options.target.virtualHost)},
        {"--rooms", number(options.rooms)}, {"--other-rooms", number(options.otherRooms)},
        {"--prefill", number(options.prefill)}, {"--rate", number(options.rate)},
        {"--window", number(options.window)}, {"--body", number(options.body)},
        {"--warm-up", number(options.warmUp)}, {"--seconds", number(options.seconds)},
        {"--pid", number(options.serverPid)}};
    for (int i = 1; i < count; ++i) {
        const std::string name = arguments[i];
        if (name == "--receipts") {
            options.wantsReceipts = true;
            continue;
        }
        const auto reader = readers.find(name);
        if (reader == readers.end() || i + 1 == count)
            return OptionError{"unknown option, or one without a value: " + name};
        if (!reader->second(arguments[++i]))
            return OptionError{name + " cannot be " + arguments[i]};
    }
    if (options.target.host.empty() || options.rooms < 1)
        return OptionError{"--url ws://HOST:PORT/PATH or tcp://HOST:PORT is needed, and one room"};
    if (options.subscribeTo.empty())
        options.subscribeTo = options.sendTo;
    return std::nullopt;
}

std::string usage()
{
    return "usage: loadgenerator --url ws://HOST:PORT/PATH | tcp://HOST:PORT\n"
           "  [--send DESTINATION] [--subscribe DESTINATION] [--rooms N]   {} is the room's "
           "number\n"
           "  [--subscribers N] [--publishers N] [--idle N] [--silent N] [--other-rooms N]\n"
           "  [--visitors N] [--stay SECONDS] [--host VIRTUAL-HOST]\n"
           "  [--rate PER-SECOND | --window IN-FLIGHT] [--receipts] [--body BYTES] [--prefill N]\n"
           "  [--warm-up SECONDS] [--seconds SECONDS] [--pid SERVER]\n"
           "Prints what it measured as JSON. Exit status 1: something was lost, doubled or "
           "refused.\n";
}

} // namespace bench
