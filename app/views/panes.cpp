#include "app/views/panes.h"

namespace app {

Panes Panes::of(int width, Single single, bool wantsMembers, bool isChosen)
{
    if (width < onePaneBelow) {
        return {single == Single::Rooms, single == Single::Conversation, single == Single::Members};
    }
    return {true, true, wantsMembers && (width >= hideMembersBelow || isChosen)};
}

} // namespace app
