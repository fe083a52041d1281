#pragma once

#include "server/broker/inboundhandler.h"
#include "stomp/result.h"

#include <QByteArray>
#include <QFuture>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <concepts>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

// What a handler may return: an effect, a list of them, a Problem, nothing, a value to be sent on
// or replied; std::optional and BasicResult<…, Problem> of any of them; a QFuture of all these.
namespace server {

// A value as the body of a MESSAGE.
struct EncodedBody {
    QByteArray contentType;
    QByteArray bytes;

    friend bool operator==(const EncodedBody &, const EncodedBody &) = default;
};

// Customization point: toBody(value) for a type of your own stands in its namespace.
EncodedBody toBody(const QByteArray &bytes);
EncodedBody toBody(const QString &text);
EncodedBody toBody(const QJsonObject &object);
EncodedBody toBody(const QJsonArray &array);
inline EncodedBody toBody(EncodedBody body)
{
    return body;
}

template<typename T>
concept Encodable = requires(const T &value)
{
    {
        toBody(value)
        } -> std::same_as<EncodedBody>;
};

template<typename T, typename... Alternatives>
consteval bool isAlternativeOf(const std::variant<Alternatives...> *)
{
    return (std::is_same_v<T, Alternatives> || ...);
}

template<typename T>
inline constexpr bool isEffect = isAlternativeOf<T>(static_cast<const Effect *>(nullptr));

// A value is what sendTo publishes or a subscription replies; the rest says itself what happens.
template<typename T>
struct HandlerResult {
    static constexpr bool isValue =
        !std::is_void_v<
            T> && !std::is_same_v<T, Effects> && !std::is_same_v<T, Effect> && !std::is_same_v<T, Problem> && !isEffect<T>;

    template<typename OnValue>
    static Effects toEffects(T result, const OnValue &onValue)
    {
        Effects effects;
        if constexpr (std::is_same_v<T, Effects>)
            effects = std::move(result);
        else if constexpr (std::is_same_v<T, Problem>)
            effects.push_back(Fail{std::move(result)});
        else if constexpr (isValue)
            effects = onValue(std::move(result));
        else
            effects.push_back(std::move(result));
        return effects;
    }
};

template<>
struct HandlerResult<void> {
    static constexpr bool isValue = false;
};

template<typename T>
struct HandlerResult<std::optional<T>> {
    static constexpr bool isValue = HandlerResult<T>::isValue;

    template<typename OnValue>
    static Effects toEffects(std::optional<T> result, const OnValue &onValue)
    {
        return result ? HandlerResult<T>::toEffects(std::move(*result), onValue) : Effects{};
    }
};

template<typename T>
struct HandlerResult<stomp::BasicResult<T, Problem>> {
    static constexpr bool isValue = HandlerResult<T>::isValue;

    template<typename OnValue>
    static Effects toEffects(stomp::BasicResult<T, Problem> result, const OnValue &onValue)
    {
        if (!result)
            return HandlerResult<Problem>::toEffects(result.error(), onValue);
        if constexpr (std::is_void_v<T>)
            return {};
        else
            return HandlerResult<T>::toEffects(*std::move(result), onValue);
    }
};

template<typename T>
inline constexpr bool isFuture = false;
template<typename T>
inline constexpr bool isFuture<QFuture<T>> = true;

// The result comes later, from any thread; what is made of it is made on the broker thread. A
// future that is canceled is a Problem, as one that holds an exception is.
template<typename T>
struct HandlerResult<QFuture<T>> {
    static constexpr bool isValue = HandlerResult<T>::isValue;

    template<typename OnValue>
    static Effects toEffects(QFuture<T> result, const OnValue &onValue)
    {
        return {Later{[result, onValue](std::function<void(Later::Answer)> answer) {
            QFuture<T>(result)
                .then([answer, onValue](QFuture<T> finished) {
                    answer([finished, onValue] { return effectsOf(finished, onValue); });
                })
                .onCanceled([answer] {
                    answer([]() -> Effects {
                        return {Fail{{"canceled", QStringLiteral("The answer was given up.")}}};
                    });
                });
        }}};
    }

private:
    template<typename OnValue>
    static Effects effectsOf(QFuture<T> finished, const OnValue &onValue)
    {
        if constexpr (std::is_void_v<T>) {
            finished.waitForFinished(); // throws what the handler threw
            return {};
        } else {
            return HandlerResult<T>::toEffects(finished.result(), onValue);
        }
    }
};

// Headers of a MESSAGE with this body.
stomp::Headers headersOf(const EncodedBody &body);

} // namespace server
