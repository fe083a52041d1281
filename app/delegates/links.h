#pragma once

#include <QString>
#include <QStringView>
#include <QUrl>

#include <vector>

namespace app {

// An address inside a text. Only http and https are ever links.
struct Link {
    int start = 0;
    int length = 0;
    QUrl url;

    friend bool operator==(const Link &, const Link &) = default;
};

std::vector<Link> findLinks(QStringView text);

} // namespace app
