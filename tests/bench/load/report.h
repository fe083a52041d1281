#pragma once

#include "tests/bench/load/histogram.h"

#include <cstdint>
#include <cstdio>
#include <string>

namespace bench {

// What was measured, between the warm-up and the end of publishing where nothing else is said.
struct Report {
    double seconds = 0;
    double connectSeconds = 0;
    int connections = 0;
    std::uint64_t sent = 0;
    std::uint64_t deliveries = 0;
    std::uint64_t receipts = 0;
    std::uint64_t serverTime = 0; // nanoseconds of processor
    std::uint64_t generatorTime = 0;
    std::uint64_t serverConnectTime = 0;
    std::uint64_t bytesReceived = 0;
    Histogram latency;
    Histogram receiptLatency;
    std::uint64_t lost = 0; // in the whole run, as the rest
    std::uint64_t doubled = 0;
    std::uint64_t visitors = 0; // that came and went
    std::uint64_t memoryBefore = 0; // PSS
    std::uint64_t memoryConnected = 0;
    std::uint64_t memoryLargest = 0; // resident
    std::string silentEnd; // how the server parted from who never reads
    std::string failure;

    std::string toJson() const
    {
        const auto per = [](double value, double count) { return count > 0 ? value / count : 0; };
        std::string json = "{";
        const auto number = [&json](const char *name, double value) {
            char text[96];
            std::snprintf(
                text, sizeof text, "%s\"%s\":%.6g", json.size() > 1 ? "," : "", name, value);
            json += text;
        };
        const auto quantiles = [&number](const std::string &name, const Histogram &histogram) {
            number((name + "P50").c_str(), histogram.quantile(0.5) / 1e6);
            number((name + "P99").c_str(), histogram.quantile(0.99) / 1e6);
            number((name + "Max").c_str(), double(histogram.largest()) / 1e6);
        };
        number("seconds", seconds);
        number("connections", connections);
        number("connectsPerSecond", per(connections, connectSeconds));
        number("connectMicroseconds", per(double(serverConnectTime) / 1e3, connections));
        number("sentPerSecond", per(double(sent), seconds));
        number("deliveries", double(deliveries));
        number("deliveriesPerSecond", per(double(deliveries), seconds));
        number("receiptsPerSecond", per(double(receipts), seconds));
        number("serverMicroseconds", per(double(serverTime) / 1e3, double(deliveries)));
        number("serverMicrosecondsPerSent", per(double(serverTime) / 1e3, double(sent)));
        number("serverCores", per(double(serverTime) / 1e9, seconds));
        number("generatorCores", per(double(generatorTime) / 1e9, seconds));
        number("bytesPerDelivery", per(double(bytesReceived), double(deliveries)));
        quantiles("latency", latency);
        quantiles("receipt", receiptLatency);
        number("lost", double(lost));
        number("doubled", double(doubled));
        number("visitors", double(visitors));
        number("memoryBefore", double(memoryBefore));
        number("memoryConnected", double(memoryConnected));
        number("memoryLargest", double(memoryLargest));
        return json + ",\"silentEnd\":\"" + silentEnd + "\",\"failure\":\"" + failure + "\"}";
    }
};

} // namespace bench
