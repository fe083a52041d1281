#include "server/net/descriptortable.h"

#include <algorithm>
#include <utility>

namespace server {

QSocketNotifier *DescriptorTable::enable(int descriptor, Kind kind, QSocketNotifier *notifier)
{
    Entry &entry = m_entries[descriptor];
    Slot &slot = entry.slots[std::size_t(kind)];
    if (interestOf(entry).isEmpty() || slot.notifier)
        entry.isAnother = true;
    QSocketNotifier *displaced = slot.notifier == notifier ? nullptr : slot.notifier;
    slot = {notifier, ++m_lastSerial, false};
    m_changed.insert(descriptor);
    return displaced;
}

void DescriptorTable::disable(int descriptor, Kind kind, QSocketNotifier *notifier)
{
    const auto found = m_entries.find(descriptor);
    if (found == m_entries.end())
        return;
    Slot &slot = found->second.slots[std::size_t(kind)];
    if (slot.notifier != notifier)
        return;
    slot = {};
    m_changed.insert(descriptor);
}

std::vector<DescriptorTable::Change> DescriptorTable::takeChanges()
{
    std::vector<Change> changes;
    for (const int descriptor : std::exchange(m_changed, {})) {
        const auto found = m_entries.find(descriptor);
        if (found == m_entries.end())
            continue;
        if (const std::optional<Change> change = changeOf(descriptor, found->second))
            changes.push_back(*change);
        if (interestOf(found->second).isEmpty()) {
            m_files.erase(descriptor);
            m_entries.erase(found);
        }
    }
    return changes;
}

std::optional<DescriptorTable::Change> DescriptorTable::changeOf(int descriptor, Entry &entry)
{
    const Interest wanted = interestOf(entry);
    const bool isAnother = std::exchange(entry.isAnother, false);
    if (wanted.isEmpty()) {
        if (!entry.told)
            return std::nullopt;
        return Change{Change::What::Remove, {descriptor, entry.age}, {}};
    }
    if (isAnother) {
        entry.age = ++m_lastAge;
        entry.isFile = false;
        m_files.erase(descriptor);
    }
    if (entry.isFile || (entry.told == wanted && !isAnother))
        return std::nullopt;
    const auto what = entry.told ? Change::What::Modify : Change::What::Add;
    entry.told = wanted;
    return Change{what, {descriptor, entry.age}, wanted};
}

void DescriptorTable::noteAlwaysReady(int descriptor)
{
    const auto found = m_entries.find(descriptor);
    if (found == m_entries.end())
        return;
    found->second.told.reset();
    found->second.isFile = true;
    m_files.insert(descriptor);
}

std::vector<QSocketNotifier *> DescriptorTable::noteInvalid(int descriptor)
{
    std::vector<QSocketNotifier *> notifiers;
    const auto found = m_entries.find(descriptor);
    if (found == m_entries.end())
        return notifiers;
    found->second.told.reset();
    for (const Slot &slot : found->second.slots) {
        if (slot.notifier)
            notifiers.push_back(slot.notifier);
    }
    return notifiers;
}

void DescriptorTable::forgetKernel()
{
    for (auto &[descriptor, entry] : m_entries) {
        if (std::exchange(entry.told, std::nullopt))
            m_changed.insert(descriptor);
    }
}

bool DescriptorTable::noteReady(Tag tag, Interest ready)
{
    const auto found = m_entries.find(tag.descriptor);
    if (found == m_entries.end() || !found->second.told || found->second.age != tag.age)
        return false;
    noteReady(tag.descriptor, found->second, ready);
    return true;
}

void DescriptorTable::noteReady(int descriptor, Entry &entry, Interest ready)
{
    for (const Kind kind : allKinds) {
        Slot &slot = entry.slots[std::size_t(kind)];
        if (!slot.notifier || !ready.contains(kind) || std::exchange(slot.isReady, true))
            continue;
        m_ready.push_back({descriptor, kind, slot.serial});
    }
}

void DescriptorTable::noteFilesReady()
{
    Interest ready;
    ready.add(Kind::Read);
    ready.add(Kind::Write);
    for (const int descriptor : m_files)
        noteReady(descriptor, m_entries.at(descriptor), ready);
}

// Exceptions never come from a file.
bool DescriptorTable::hasReadyFiles() const
{
    return std::any_of(m_files.begin(), m_files.end(), [this](int descriptor) {
        const Interest interest = interestOf(m_entries.at(descriptor));
        return interest.contains(Kind::Read) || interest.contains(Kind::Write);
    });
}

QSocketNotifier *DescriptorTable::takeReady()
{
    while (!m_ready.empty()) {
        const Ready ready = m_ready.front();
        m_ready.pop_front();
        const auto found = m_entries.find(ready.descriptor);
        if (found == m_entries.end())
            continue;
        Slot &slot = found->second.slots[std::size_t(ready.kind)];
        if (slot.serial != ready.serial)
            continue;
        slot.isReady = false;
        return slot.notifier;
    }
    return nullptr;
}

DescriptorTable::Interest DescriptorTable::interestOf(const Entry &entry)
{
    Interest interest;
    for (const Kind kind : allKinds) {
        if (entry.slots[std::size_t(kind)].notifier)
            interest.add(kind);
    }
    return interest;
}

} // namespace server
