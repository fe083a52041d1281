#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

class QSocketNotifier;

namespace server {

// Which notifiers wait for what on which descriptor, what the kernel must be told about it, and who
// is to be notified of what it reports. Speaks to no kernel itself; the notifiers are names here.
//
// A descriptor may be closed, and its number be given to something else, before the kernel is told
// of the change. So whatever had no notifier for a moment counts as another thing, under a new tag.
class DescriptorTable {
public:
    enum class Kind { Read, Write, Exception };
    static constexpr std::size_t kinds = 3;
    static constexpr std::array allKinds{Kind::Read, Kind::Write, Kind::Exception};

    // A set of kinds.
    class Interest {
    public:
        void add(Kind kind) { m_bits |= bit(kind); }
        bool contains(Kind kind) const { return (m_bits & bit(kind)) != 0; }
        bool isEmpty() const { return m_bits == 0; }
        friend bool operator==(Interest, Interest) = default;

    private:
        static std::uint8_t bit(Kind kind) { return std::uint8_t(1U << unsigned(kind)); }
        std::uint8_t m_bits = 0;
    };

    // What identifies a descriptor to the kernel and comes back with what it reports.
    struct Tag {
        std::int32_t descriptor = -1;
        std::uint32_t age = 0;
        friend bool operator==(const Tag &, const Tag &) = default;
    };

    struct Change {
        enum class What { Add, Modify, Remove };
        What what = What::Add;
        Tag tag;
        Interest interest;
        friend bool operator==(const Change &, const Change &) = default;
    };

    // Returns whom it displaces: one notifier of each kind on a descriptor.
    QSocketNotifier *enable(int descriptor, Kind kind, QSocketNotifier *notifier);
    void disable(int descriptor, Kind kind, QSocketNotifier *notifier);

    // What the kernel does not know yet. It counts as told; what came of it follows.
    std::vector<Change> takeChanges();
    // The kernel does not watch such a thing because it never makes anybody wait (a file).
    void noteAlwaysReady(int descriptor);
    // The kernel does not know the descriptor. Returns who waited for it; they still stand here.
    std::vector<QSocketNotifier *> noteInvalid(int descriptor);
    // A kernel that knows nothing is told everything.
    void forgetKernel();

    // What the kernel reports. False: of a descriptor that nobody waits for any more.
    bool noteReady(Tag tag, Interest ready);
    // All files count as reported.
    void noteFilesReady();
    bool hasReadyFiles() const;

    // Who is to be notified next. Who was disabled in the meantime is left out.
    QSocketNotifier *takeReady();
    bool hasReady() const { return !m_ready.empty(); }

private:
    struct Slot {
        QSocketNotifier *notifier = nullptr;
        std::uint64_t serial = 0;
        bool isReady = false; // stands in m_ready
    };
    struct Entry {
        std::array<Slot, kinds> slots;
        std::uint32_t age = 0;
        std::optional<Interest> told; // the kernel, under `age`
        bool isAnother = false; // may be, since then
        bool isFile = false;
    };
    struct Ready {
        int descriptor;
        Kind kind;
        std::uint64_t serial;
    };

    static Interest interestOf(const Entry &entry);
    std::optional<Change> changeOf(int descriptor, Entry &entry);
    void noteReady(int descriptor, Entry &entry, Interest ready);

    std::unordered_map<int, Entry> m_entries;
    std::unordered_set<int> m_changed;
    std::unordered_set<int> m_files;
    std::deque<Ready> m_ready;
    std::uint64_t m_lastSerial = 0;
    std::uint32_t m_lastAge = 0;
};

} // namespace server
