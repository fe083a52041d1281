#include "app/views/liveregion.h"

#include "app/views/timelineaccessible.h"

#include <QAccessible>

namespace app {

LiveRegion::LiveRegion(QWidget *parent)
    : QWidget(parent)
{
    installAccessibility();
    setFocusPolicy(Qt::NoFocus);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFixedSize(1, 1); // screen readers pass over what is hidden
}

void LiveRegion::announce(const QString &text)
{
    setAccessibleName(text); // tells of the new name
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

} // namespace app
