#pragma once

#include "app/delegates/appearance.h"
#include "app/delegates/messagelayout.h"
#include "app/delegates/messagerow.h"
#include "app/delegates/messagetext.h"
#include "app/delegates/timelineselection.h"

#include <QAbstractItemDelegate>

namespace app {

// Paints the rows of a timeline and says what is under a point of one.
class MessageDelegate : public QAbstractItemDelegate {
    Q_OBJECT

public:
    // What a click on a point of a row would mean.
    enum class Part { Nothing, Text, Link, Code, Caption, Action, Hole, Quote, Edited, Close, Day };
    struct Hit {
        Part part = Part::Nothing;
        int character = 0;
        QUrl url;
        MessageAction action = MessageAction::TryAgain;
        QString code{}; // to be copied
    };

    explicit MessageDelegate(QObject *parent = nullptr);

    void setAppearance(const Appearance &appearance);
    // Who is there to be called by name.
    void setNames(const KnownNames &names);
    // The view owns the selection; nullptr: nothing is selected.
    void setSelection(const TimelineSelection *selection) { m_selection = selection; }
    const MessageMetrics &metrics() const { return m_metrics; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
        const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    Hit hitTest(const QModelIndex &index, const QRect &rowRect, const QPoint &point) const;
    // For the tool tip and for screen readers: "Ann, 22 November 2026 14:02, text, waiting".
    static QString spokenText(const QModelIndex &index);

private:
    const MessageText &textOf(const MessageRow &row, int rowWidth) const;
    MessageLayout layoutOf(const MessageRow &row, int rowWidth) const;
    int actionWidth(MessageAction action) const;
    void paintMessage(QPainter &painter, const QStyleOptionViewItem &option,
        const QModelIndex &index, const MessageRow &row) const;
    void paintHeader(QPainter &painter, const MessageLayout &layout, const MessageRow &row) const;
    void paintGutter(QPainter &painter, const MessageLayout &layout, const MessageRow &row) const;
    void paintChanges(QPainter &painter, const MessageLayout &layout, const MessageRow &row) const;
    void paintState(QPainter &painter, const MessageLayout &layout, const MessageRow &row) const;
    void paintActions(QPainter &painter, const MessageLayout &layout) const;
    void paintBackground(
        QPainter &painter, const QStyleOptionViewItem &option, const MessageRow &row) const;
    void paintDayLine(QPainter &painter, const QRect &rect, const MessageRow &row) const;
    void paintUnreadLine(QPainter &painter, const QRect &rect, const MessageRow &row) const;
    void paintHole(QPainter &painter, const QRect &rect, const MessageRow &row) const;
    void paintSystem(QPainter &painter, const QRect &rect, const MessageRow &row) const;
    void paintStart(QPainter &painter, const QRect &rect, const MessageRow &row) const;
    void paintRule(QPainter &painter, const QRect &rect, const QString &label, const QFont &font,
        const QColor &line, const QColor &text) const;
    Hit hitTestBand(const MessageRow &row, const QSize &size, const QPoint &inRow) const;
    Part hitTestLines(
        const MessageRow &row, const MessageLayout &layout, const QPoint &inRow) const;

    Appearance m_appearance;
    MessageMetrics m_metrics;
    KnownNames m_names;
    const TimelineSelection *m_selection = nullptr;
    mutable MessageTextCache m_texts;
};

} // namespace app
