#pragma once

#include "app/client/timelineitem.h"

#include <QDialog>

class QFrame;

namespace app {

// What a message said before it was edited, the newest first, each with its time.
class VersionsDialog : public QDialog {
    Q_OBJECT

public:
    explicit VersionsDialog(const MessageVersions &known, QWidget *parent = nullptr);

    static QString title(const MessageVersions &known, std::size_t at);

private:
    QFrame *makeVersion(const QString &title, const QString &text);
};

} // namespace app
