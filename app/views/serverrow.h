#pragma once

#include <QPushButton>
#include <QString>

class QLabel;

namespace app {

class ElidedLabel;
class Theme;

// What a row of a list of servers says.
struct ServerEntry {
    QString address; // as one would type it; names the row
    QString icon;
    QString title;
    QString detail;
    bool isLive = false; // somebody answers there

    friend bool operator==(const ServerEntry &, const ServerEntry &) = default;
};

// One server that a click joins: a title and a line of what is known of it.
class ServerRow : public QPushButton {
    Q_OBJECT

public:
    explicit ServerRow(const Theme *theme, QWidget *parent = nullptr);

    void setEntry(const ServerEntry &entry);
    const ServerEntry &entry() const { return m_entry; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void applyTheme();

    const Theme *m_theme;
    ServerEntry m_entry;
    QLabel *m_icon;
    ElidedLabel *m_title;
    ElidedLabel *m_detail;
};

} // namespace app
