#pragma once

#include "app/views/setting.h"

#include <QWidget>

class QBoxLayout;
class QLabel;

namespace app {

class Theme;

// One setting with what changes it, made from its description.
class SettingRow : public QWidget {
    Q_OBJECT

public:
    SettingRow(Setting setting, const Theme *theme, QWidget *parent = nullptr);

    const Setting &setting() const { return m_setting; }
    // Every word that was typed is somewhere in it.
    bool matches(const QString &typed) const;
    // Shows what holds now.
    void refresh();

Q_SIGNALS:
    void changed();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build(const SettingToggle &toggle);
    void build(const SettingChoice &choice);
    void build(const SettingText &text);
    void build(const SettingAction &action);
    void build(const SettingFact &fact);
    QLabel *addTitle();
    void addDetail();
    void applyTheme();

    Setting m_setting;
    const Theme *m_theme;
    QBoxLayout *m_column;
    QLabel *m_detail = nullptr;
    std::function<void()> m_refresh;
};

} // namespace app
