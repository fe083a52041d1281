#pragma once

namespace app {

// Which parts of the chat are on the screen at a width: arithmetic alone.
struct Panes {
    enum class Single {
        Rooms,
        Conversation,
        Members
    }; // which one, when there is room for one only

    static constexpr int onePaneBelow = 640;
    static constexpr int hideMembersBelow = 960;

    bool rooms = true;
    bool conversation = true;
    bool members = true;

    // wantsMembers: the button of the header; `isChosen`: it was pressed at this width.
    static Panes of(int width, Single single, bool wantsMembers, bool isChosen);
    // With the search in the place of the members, and of the rooms where there is no room for
    // three.
    static Panes searching(int width, Single single);
    bool isSingle() const { return int(rooms) + int(conversation) + int(members) == 1; }

    friend bool operator==(const Panes &, const Panes &) = default;
};

} // namespace app
