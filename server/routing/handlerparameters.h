#pragma once

#include "server/broker/inboundhandler.h"
#include "server/routing/literal.h"
#include "server/routing/routetemplate.h"
#include "stomp/frame.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonObject>
#include <QString>

#include <charconv>
#include <concepts>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

// What a handler may ask for: Path, Body, Header, Caller, Now, const stomp::Frame &.
namespace server {

// What a handler is called with, before its parameters are made of it.
struct Invocation {
    const stomp::Frame &frame;
    const Caller &caller;
    qint64 nowMs = 0;
    PathVariables variables;
};

// The same for a handler that answers later: the frame may be gone by then.
class KeptInvocation {
public:
    explicit KeptInvocation(const Invocation &invocation)
        : m_frame(invocation.frame)
        , m_caller(invocation.caller)
        , m_invocation{m_frame, m_caller, invocation.nowMs, invocation.variables}
    {
    }
    KeptInvocation(const KeptInvocation &) = delete;
    KeptInvocation &operator=(const KeptInvocation &) = delete;

    const Invocation &get() const { return m_invocation; }

private:
    stomp::Frame m_frame;
    Caller m_caller;
    Invocation m_invocation;
};

// When the frame is handled, in milliseconds since 1970 UTC.
struct Now {
    qint64 ms = 0;
};

// What Path, Header and Body have in common: a value made of a part of the frame.
template<typename T>
class Given {
public:
    explicit Given(T value)
        : m_value(std::move(value))
    {
    }

    const T &operator*() const { return m_value; }
    const T *operator->() const { return &m_value; }

private:
    T m_value;
};

// A variable of the route's template.
template<Literal Name, typename T>
class Path : public Given<T> {
public:
    using Given<T>::Given;
};

// A header of the frame; with std::optional<T> it may be missing.
template<Literal Name, typename T>
class Header : public Given<T> {
public:
    using Given<T>::Given;
};

// The body, decoded as its content-type says.
template<typename T>
class Body : public Given<T> {
public:
    using Given<T>::Given;
};

// Customization point: fromSegment(text, value) for a type of your own stands in its namespace and
// says whether the text is one. Values of headers are converted in the same way.
bool fromSegment(QByteArrayView text, QByteArray &value);
bool fromSegment(QByteArrayView text, QString &value);

// Digits only, all of them, within the range of the type.
template<std::integral T>
requires(!std::same_as<T, bool>) bool fromSegment(QByteArrayView text, T &value)
{
    if (text.isEmpty() || text.front() < '0' || text.front() > '9')
        return false;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size();
}

// Customization point: fromBody(contentType, body, value) likewise; the Problem goes to the sender.
using Decoded = stomp::BasicResult<void, Problem>;
Decoded fromBody(QByteArrayView contentType, QByteArrayView body, QByteArray &value);
Decoded fromBody(QByteArrayView contentType, QByteArrayView body, QString &value); // text
Decoded fromBody(QByteArrayView contentType, QByteArrayView body, QJsonObject &value);

// Customization point: validate(value) says what is wrong with a body that could be decoded, field
// by field; it is asked when there is one, and its list goes to the sender (S-334).
using FieldProblems = std::vector<FieldProblem>;

template<typename T>
concept Validated = requires(const T &value)
{
    {
        validate(value)
        } -> std::same_as<FieldProblems>;
};

template<typename T>
concept SegmentValue = requires(T &value)
{
    {
        fromSegment(QByteArrayView(), value)
        } -> std::same_as<bool>;
};

template<typename T>
concept BodyValue = requires(T &value)
{
    {
        fromBody(QByteArrayView(), QByteArrayView(), value)
        } -> std::same_as<Decoded>;
};

Problem badPath(std::string_view variable);
Problem missingHeader(std::string_view name);
Problem badHeader(std::string_view name);
// The detail names the fields, too, for who gets no more than that (ERROR).
Problem badFields(FieldProblems fields);

// How one parameter of a handler of this route is made.
template<typename Parameter, typename Route>
struct Argument {
    static_assert(sizeof(Parameter) == 0,
        "a handler takes Path, Body, Header, Caller, Now and const stomp::Frame &, nothing else");
};

template<Literal Name, typename T, typename Route>
struct Argument<Path<Name, T>, Route> {
    static constexpr int index = Route::indexOf(Name.view());
    static_assert(index >= 0, "Path names a variable that the route template lacks");
    static_assert(SegmentValue<T>, "Path needs a function fromSegment(QByteArrayView, T &)");

    static stomp::BasicResult<Path<Name, T>, Problem> take(const Invocation &invocation)
    {
        T value{};
        if (!fromSegment(invocation.variables[index], value))
            return badPath(Name.view());
        return Path<Name, T>(std::move(value));
    }
};

template<Literal Name, typename T, typename Route>
struct Argument<Header<Name, T>, Route> {
    static_assert(SegmentValue<T>, "Header needs a function fromSegment(QByteArrayView, T &)");

    static stomp::BasicResult<Header<Name, T>, Problem> take(const Invocation &invocation)
    {
        const auto text = invocation.frame.headers.find(Name.view());
        if (!text)
            return missingHeader(Name.view());
        T value{};
        if (!fromSegment(*text, value))
            return badHeader(Name.view());
        return Header<Name, T>(std::move(value));
    }
};

template<Literal Name, typename T, typename Route>
struct Argument<Header<Name, std::optional<T>>, Route> {
    using Optional = Header<Name, std::optional<T>>;

    static stomp::BasicResult<Optional, Problem> take(const Invocation &invocation)
    {
        if (!invocation.frame.headers.contains(Name.view()))
            return Optional(std::nullopt);
        auto required = Argument<Header<Name, T>, Route>::take(invocation);
        if (!required)
            return required.error();
        return Optional(**required);
    }
};

template<typename T, typename Route>
struct Argument<Body<T>, Route> {
    static_assert(BodyValue<T>,
        "Body needs a function Decoded fromBody(QByteArrayView contentType, QByteArrayView body, T "
        "&)");

    static stomp::BasicResult<Body<T>, Problem> take(const Invocation &invocation)
    {
        T value{};
        const Decoded decoded =
            fromBody(invocation.frame.header("content-type"), invocation.frame.body, value);
        if (!decoded)
            return decoded.error();
        if constexpr (Validated<T>) {
            if (FieldProblems fields = validate(std::as_const(value)); !fields.empty())
                return badFields(std::move(fields));
        }
        return Body<T>(std::move(value));
    }
};

template<typename Route>
struct Argument<Caller, Route> {
    static stomp::BasicResult<Caller, Problem> take(const Invocation &invocation)
    {
        return invocation.caller;
    }
};

template<typename Route>
struct Argument<Now, Route> {
    static stomp::BasicResult<Now, Problem> take(const Invocation &invocation)
    {
        return Now{invocation.nowMs};
    }
};

template<typename Route>
struct Argument<stomp::Frame, Route> {
    static stomp::BasicResult<std::reference_wrapper<const stomp::Frame>, Problem> take(
        const Invocation &invocation)
    {
        return std::cref(invocation.frame);
    }
};

} // namespace server
