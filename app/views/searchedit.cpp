#include "app/views/searchedit.h"

#include <QFocusEvent>
#include <QInputMethodEvent>
#include <QKeyEvent>

namespace app {

SearchEdit::SearchEdit(QWidget *parent)
    : QLineEdit(parent)
{
    connect(this, &QLineEdit::textChanged, this, [this] { Q_EMIT typedChanged(typed()); });
}

QString SearchEdit::typed() const
{
    return text().insert(cursorPosition(), m_preedit);
}

// While an input method composes, every key is its own.
void SearchEdit::keyPressEvent(QKeyEvent *event)
{
    const bool isEmpty = text().isEmpty();
    if (isComposing()) {
        QLineEdit::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        Q_EMIT moveRequested(event->key());
        break;
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (!isEmpty && cursorPosition() < text().size()) {
            QLineEdit::keyPressEvent(event);
        } else {
            Q_EMIT moveRequested(event->key());
        }
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT chosen();
        break;
    case Qt::Key_Escape:
        Q_EMIT cancelled();
        break;
    default:
        QLineEdit::keyPressEvent(event);
    }
}

void SearchEdit::inputMethodEvent(QInputMethodEvent *event)
{
    m_preedit = event->preeditString();
    QLineEdit::inputMethodEvent(event);
    Q_EMIT typedChanged(typed());
}

void SearchEdit::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason) {
        Q_EMIT cancelled();
    }
}

} // namespace app
