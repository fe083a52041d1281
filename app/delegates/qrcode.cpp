#include "app/delegates/qrcode.h"

#include <qrencode.h>

#include <memory>

namespace app {

static constexpr int margin = 4; // what the standard asks for (ISO/IEC 18004)

QImage qrCode(const QByteArray &text)
{
    if (text.isEmpty() || text.contains('\0')) {
        return {};
    }
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString8bit(text.constData(), 0, QR_ECLEVEL_M), &QRcode_free);
    if (!code) {
        return {};
    }
    QImage image(code->width + 2 * margin, code->width + 2 * margin, QImage::Format_RGB32);
    image.fill(Qt::white);
    for (int y = 0; y < code->width; ++y) {
        for (int x = 0; x < code->width; ++x) {
            if (code->data[y * code->width + x] & 1) {
                image.setPixelColor(x + margin, y + margin, Qt::black);
            }
        }
    }
    return image;
}

} // namespace app
