#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace bench {

// The yardstick of the benchmarks: what the kernel lets a server be that does nothing but pass
// messages on. One thread, epoll, WebSocket only, trusts its clients, keeps nothing. A MESSAGE is
// built once, and each subscriber gets what one turn gathered for it in one send().
class BareServer {
public:
    // `padding`: bytes more of each MESSAGE, to be as long as those of the server it is held
    // against.
    explicit BareServer(std::size_t padding);
    ~BareServer();
    BareServer(const BareServer &) = delete;
    BareServer &operator=(const BareServer &) = delete;

    // Returns the port, or 0.
    std::uint16_t listen(std::uint16_t port);
    [[noreturn]] void run();

private:
    struct Client {
        int socket = -1;
        bool isUpgraded = false;
        bool isGathered = false; // stands in m_gathered
        bool waitsToWrite = false;
        std::string in;
        std::string out;
        std::size_t sent = 0;
        std::vector<std::string> destinations;
    };

    void acceptAll();
    void read(Client &client);
    bool upgrade(Client &client);
    void takeFrames(Client &client);
    void take(Client &client, std::string_view frame);
    void publish(std::string_view destination, std::string_view body);
    void queue(Client &client, std::string_view bytes);
    void write(Client &client);
    void waitToWrite(Client &client, bool waits);
    void drop(Client &client);

    const std::string m_padding;
    int m_epoll;
    int m_listener = -1;
    std::uint64_t m_lastMessage = 0;
    std::unordered_map<int, std::unique_ptr<Client>> m_clients;
    std::unordered_map<std::string, std::vector<Client *>> m_subscribers;
    std::vector<Client *> m_gathered;
    std::vector<std::unique_ptr<Client>> m_dropped; // until the turn ends
    std::string m_message; // keeps its memory from one to the next
};

} // namespace bench
