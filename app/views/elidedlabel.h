#pragma once

#include <QFrame>
#include <QString>

namespace app {

// One line of text that gives way: what does not fit is replaced by "…", the whole is the tool tip.
class ElidedLabel : public QFrame {
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget *parent = nullptr);

    void setText(const QString &text);
    const QString &text() const { return m_text; }
    void setElideMode(Qt::TextElideMode mode) { m_mode = mode; }
    void setColor(const QColor &color);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
    QColor m_color;
    Qt::TextElideMode m_mode = Qt::ElideRight;
};

} // namespace app
