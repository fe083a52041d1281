#include "app/views/composeredit.h"

#include <QAbstractTextDocumentLayout>
#include <QContextMenuEvent>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QInputMethod>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace app {

ComposerEdit::ComposerEdit(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(0);
    viewport()->setAutoFillBackground(false);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
        &ComposerEdit::fitHeight);
}

int ComposerEdit::lineCount() const
{
    return std::max(1, static_cast<int>(document()->size().height())); // QPlainTextEdit: in lines
}

QSize ComposerEdit::sizeHint() const
{
    const int lines = std::min(lineCount(), maximumLines);
    const auto height = static_cast<int>(std::ceil(lines * QFontMetricsF(font()).lineSpacing()));
    return {QPlainTextEdit::sizeHint().width(), height + 2};
}

void ComposerEdit::fitHeight()
{
    setVerticalScrollBarPolicy(
        lineCount() > maximumLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    setFixedHeight(sizeHint().height());
    if (lineCount() <= maximumLines) {
        verticalScrollBar()->setValue(0); // it scrolled while the field was too low
    }
}

void ComposerEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    fitHeight();
}

void ComposerEdit::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!isComposing() && handleCommand(*event)) {
        event->accept();
        return;
    }
    if (!isEnter) {
        QPlainTextEdit::keyPressEvent(event);
        return;
    }
    event->accept();
    if (isComposing()) {
        return; // the input method's own business
    }
    if (event->modifiers() & Qt::ShiftModifier) {
        textCursor().insertText(QStringLiteral("\n"));
        ensureCursorVisible();
    } else {
        Q_EMIT sendPressed();
    }
}

// What a key means while nothing is composed.
bool ComposerEdit::handleCommand(const QKeyEvent &event)
{
    const Qt::KeyboardModifiers modifiers =
        event.modifiers() & ~Qt::KeyboardModifiers(Qt::KeypadModifier);
    const bool isUp = event.key() == Qt::Key_Up;
    if (event.key() == Qt::Key_Escape && m_takesEscape) {
        Q_EMIT escapePressed();
    } else if (modifiers == Qt::ControlModifier && (isUp || event.key() == Qt::Key_Down)) {
        Q_EMIT sentTextWanted(isUp);
    } else if (isUp && modifiers == Qt::NoModifier && document()->isEmpty()) {
        Q_EMIT upPressed();
    } else if (isUp && modifiers == Qt::ShiftModifier && document()->isEmpty()) {
        Q_EMIT replyToLastPressed();
    } else if (modifiers == (Qt::ControlModifier | Qt::ShiftModifier) && event.key() == Qt::Key_V) {
        paste(); // always without formats
    } else {
        return formatByKey(event);
    }
    return true;
}

bool ComposerEdit::formatByKey(const QKeyEvent &event)
{
    const QTextCursor cursor = textCursor();
    const QString text = toPlainText();
    const auto mark = [&](const QString &sign) {
        apply(toggleMark(text, cursor.selectionStart(), cursor.selectionEnd(), sign));
    };
    const bool isLink =
        event.modifiers() == (Qt::ControlModifier | Qt::ShiftModifier) && event.key() == Qt::Key_L;
    if (isLink) {
        apply(makeLink(text, cursor.selectionStart(), cursor.selectionEnd()));
        return true;
    }
    if (event.modifiers() != Qt::ControlModifier) {
        return false;
    }
    switch (event.key()) {
    case Qt::Key_B:
        mark(QStringLiteral("**"));
        return true;
    case Qt::Key_I:
        mark(QStringLiteral("*"));
        return true;
    case Qt::Key_E:
        mark(QStringLiteral("`"));
        return true;
    default:
        return false;
    }
}

// In one step, so that it can be undone.
void ComposerEdit::apply(const TextChange &change)
{
    QTextCursor cursor = textCursor();
    cursor.setPosition(change.start);
    cursor.setPosition(change.end, QTextCursor::KeepAnchor);
    cursor.insertText(change.text);
    cursor.setPosition(change.selectFrom);
    cursor.setPosition(change.selectTo, QTextCursor::KeepAnchor);
    setTextCursor(cursor);
}

void ComposerEdit::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    QMenu *menu = createStandardContextMenu(event->pos());
    menu->setAttribute(Qt::WA_DeleteOnClose);
    Q_EMIT menuAboutToShow(menu, isByKey ? textCursor() : cursorForPosition(event->pos()));
    menu->popup(isByKey ? viewport()->mapToGlobal(cursorRect().bottomLeft()) : event->globalPos());
}

void ComposerEdit::inputMethodEvent(QInputMethodEvent *event)
{
    m_preedit = event->preeditString();
    QPlainTextEdit::inputMethodEvent(event);
}

void ComposerEdit::commitComposition()
{
    if (!isComposing()) {
        return;
    }
    QGuiApplication::inputMethod()->commit();
    if (isComposing()) { // an input method that does not answer at once, or none
        QInputMethodEvent event;
        event.setCommitString(m_preedit);
        QCoreApplication::sendEvent(this, &event);
        QGuiApplication::inputMethod()->reset();
    }
}

void ComposerEdit::focusInEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusInEvent(event);
    Q_EMIT focusChanged(true);
}

void ComposerEdit::focusOutEvent(QFocusEvent *event)
{
    commitComposition();
    QPlainTextEdit::focusOutEvent(event);
    Q_EMIT focusChanged(false);
}

void ComposerEdit::insertFromMimeData(const QMimeData *source)
{
    if (source->hasText()) {
        insertPlainText(source->text());
    }
}

} // namespace app
