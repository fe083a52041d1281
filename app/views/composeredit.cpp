#include "app/views/composeredit.h"

#include <QAbstractTextDocumentLayout>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QInputMethod>
#include <QInputMethodEvent>
#include <QKeyEvent>
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
    if (event->key() == Qt::Key_Up && event->modifiers() == Qt::NoModifier && !isComposing()
        && document()->isEmpty()) {
        event->accept();
        Q_EMIT upPressed();
        return;
    }
    if (event->key() == Qt::Key_Escape && !isComposing()) {
        Q_EMIT escapePressed();
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
