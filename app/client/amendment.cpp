#include "app/client/amendment.h"

#include <algorithm>

namespace app {

namespace {

void react(std::vector<Reaction> &reactions, const chat::Entry &entry)
{
    auto reaction = std::find_if(reactions.begin(), reactions.end(),
        [&entry](const Reaction &other) { return other.emoji == entry.emoji; });
    if (reaction == reactions.end())
        reaction = reactions.insert(reactions.end(), Reaction{entry.emoji, {}});
    std::erase_if(reaction->people,
        [&entry](const chat::Author &person) { return person.id == entry.author.id; });
    if (entry.on)
        reaction->people.push_back(entry.author);
    if (reaction->people.empty())
        reactions.erase(reaction);
}

} // namespace

void applyAmendment(TimelineItem &item, const chat::Entry &amendment)
{
    switch (amendment.type) {
    case chat::EntryType::Edit:
        if (!item.isDeleted)
            item.text = amendment.text;
        item.isEdited = true;
        break;
    case chat::EntryType::Delete:
        item.isDeleted = true;
        item.deletedBy = amendment.author;
        item.text.clear();
        item.reactions.clear();
        break;
    case chat::EntryType::Reaction:
        if (!item.isDeleted)
            react(item.reactions, amendment);
        break;
    case chat::EntryType::Pin:
        item.isPinned = amendment.on;
        break;
    case chat::EntryType::Message:
    case chat::EntryType::Room:
        break;
    }
}

} // namespace app
