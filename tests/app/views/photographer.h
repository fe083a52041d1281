#pragma once

#include "app/views/theme.h"

#include <QCoreApplication>
#include <QDir>
#include <QPixmap>
#include <QSize>
#include <QString>
#include <QWidget>

#include <cstdio>
#include <utility>

namespace app::test {

// One way to look at a window: its language, its colours, its size.
struct Look {
    bool isKorean = false;
    Theme::Mode mode = Theme::Mode::Light;
    QSize size;

    QString name(const QString &what) const
    {
        return QStringLiteral("%1-%2-%3-%4.png")
            .arg(
                what, isKorean ? QStringLiteral("ko") : QStringLiteral("en"), Theme::modeName(mode))
            .arg(size.width());
    }
};

// Saves pictures of windows whose names the filter is in.
class Photographer {
public:
    Photographer(QDir directory, QString filter)
        : m_directory(std::move(directory))
        , m_filter(std::move(filter))
    {
    }

    void take(QWidget &widget, const QString &name)
    {
        if (!name.contains(m_filter)) {
            return;
        }
        widget.show();
        for (int i = 0; i < 5; ++i) {
            QCoreApplication::processEvents();
        }
        if (!widget.grab().save(m_directory.filePath(name))) {
            std::fprintf(stderr, "cannot write %s\n", qPrintable(name));
        }
    }

private:
    QDir m_directory;
    QString m_filter;
};

} // namespace app::test
