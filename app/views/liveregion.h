#pragma once

#include <QWidget>

namespace app {

// Says things to a screen reader that nothing on the screen has the focus for; takes no room.
class LiveRegion : public QWidget {
    Q_OBJECT

public:
    explicit LiveRegion(QWidget *parent = nullptr);

    void announce(const QString &text);
};

} // namespace app
