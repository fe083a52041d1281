#include "app/views/versionsdialog.h"

#include "app/delegates/appearance.h"

#include <QDateTime>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace app {

VersionsDialog::VersionsDialog(const MessageVersions &known, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("What it said before"));
    auto *column = new QVBoxLayout;
    column->setContentsMargins(0, 0, Space::Small, 0);
    column->setSpacing(Space::Small);
    for (std::size_t at = known.versions.size(); at-- > 0;) {
        column->addWidget(makeVersion(title(known, at), known.versions[at].text));
    }
    column->addStretch(1);
    auto *inside = new QWidget;
    inside->setLayout(column);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    scroll->setWidget(inside);
    auto *buttons = new QDialogButtonBox(this);
    QPushButton *close = buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    close->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(scroll, 1);
    if (!known.isWhole) {
        auto *note = new QLabel(tr("Not everything that was said since is loaded here, or kept: it "
                                   "may have said other things in between."),
            this);
        note->setWordWrap(true);
        note->setProperty("role", QStringLiteral("muted"));
        layout->addWidget(note);
    }
    layout->addWidget(buttons);
    resize(460, 360);
}

QString VersionsDialog::title(const MessageVersions &known, std::size_t at)
{
    const QString time = QLocale().toString(
        QDateTime::fromMSecsSinceEpoch(known.versions[at].at), QLocale::ShortFormat);
    if (at == 0) {
        return tr("First, %1").arg(time);
    }
    return at + 1 == known.versions.size() ? tr("Now, since %1").arg(time)
                                           : tr("From %1 on").arg(time);
}

QFrame *VersionsDialog::makeVersion(const QString &title, const QString &text)
{
    auto *frame = new QFrame(this);
    frame->setProperty("role", QStringLiteral("row"));
    auto *when = new QLabel(title, frame);
    when->setProperty("role", QStringLiteral("muted"));
    auto *what = new QLabel(frame);
    what->setTextFormat(Qt::PlainText);
    what->setText(text);
    what->setWordWrap(true);
    what->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    what->setAccessibleName(title + QStringLiteral(": ") + text);
    auto *layout = new QVBoxLayout(frame);
    layout->setContentsMargins(Space::Medium, Space::Small, Space::Medium, Space::Small);
    layout->setSpacing(2);
    layout->addWidget(when);
    layout->addWidget(what);
    return frame;
}

} // namespace app
