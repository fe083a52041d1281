#include "app/views/panes.h"

namespace app {

Panes Panes::of(int width, Single single, bool wantsMembers, bool isChosen)
{
    if (width < onePaneBelow) {
        return {single == Single::Rooms, single == Single::Conversation, single == Single::Members};
    }
    return {true, true, wantsMembers && (width >= hideMembersBelow || isChosen)};
}

Panes Panes::searching(int width, Single single)
{
    Panes panes = of(width, single, true, true);
    panes.rooms = panes.rooms && (panes.isSingle() || width >= hideMembersBelow);
    return panes;
}

} // namespace app
