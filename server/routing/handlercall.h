#pragma once

#include "server/routing/handlerparameters.h"

#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

// Calls a handler with the parameters that its signature names.
namespace server {

template<typename Function>
struct Signature;

template<typename R, typename... P>
struct Signature<R (*)(P...)> {
    using Result = R;
    using Parameters = std::tuple<std::remove_cvref_t<P>...>;
};
template<typename R, typename... P>
struct Signature<R (*)(P...) noexcept> : Signature<R (*)(P...)> {
};
template<typename R, typename C, typename... P>
struct Signature<R (C::*)(P...)> : Signature<R (*)(P...)> {
};
template<typename R, typename C, typename... P>
struct Signature<R (C::*)(P...) const> : Signature<R (*)(P...)> {
};
template<typename R, typename C, typename... P>
struct Signature<R (C::*)(P...) noexcept> : Signature<R (*)(P...)> {
};
template<typename R, typename C, typename... P>
struct Signature<R (C::*)(P...) const noexcept> : Signature<R (*)(P...)> {
};

template<typename Handler>
concept HasOneSignature = requires
{
    &Handler::operator();
};

template<typename Handler>
consteval auto signatureOf()
{
    if constexpr (std::is_pointer_v<Handler>) {
        return Signature<Handler>{};
    } else {
        static_assert(HasOneSignature<Handler>,
            "a handler is a function whose parameters have types: auto says nothing to the router");
        if constexpr (HasOneSignature<Handler>)
            return Signature<decltype(&Handler::operator())>{};
    }
}

template<typename Handler>
using ResultOf = typename decltype(signatureOf<Handler>())::Result;
template<typename Handler>
using ParametersOf = typename decltype(signatureOf<Handler>())::Parameters;

// A request that a Problem ended.
template<typename Outcome>
Outcome refused(Problem problem)
{
    if constexpr (std::is_same_v<Outcome, Effects>) {
        Effects effects;
        effects.push_back(Fail{std::move(problem)});
        return effects;
    } else {
        return problem;
    }
}

// Makes the parameters, calls, and hands on what came back. The first parameter that cannot be made
// is the Problem of the whole.
template<typename Outcome, typename Route, typename Handler, typename Finish>
Outcome callHandler(Handler &handler, const Invocation &invocation, const Finish &finish)
{
    using Parameters = ParametersOf<Handler>;
    return [&]<std::size_t... I>(std::index_sequence<I...>)->Outcome
    {
        [[maybe_unused]] auto arguments = std::make_tuple(
            Argument<std::tuple_element_t<I, Parameters>, Route>::take(invocation)...);
        std::optional<Problem> problem;
        ((problem || std::get<I>(arguments) ? void()
                                            : void(problem = std::get<I>(arguments).error())),
            ...);
        if (problem)
            return refused<Outcome>(*std::move(problem));
        if constexpr (std::is_void_v<ResultOf<Handler>>) {
            handler(*std::move(std::get<I>(arguments))...);
            return finish();
        } else {
            return finish(handler(*std::move(std::get<I>(arguments))...));
        }
    }
    (std::make_index_sequence<std::tuple_size_v<Parameters>>());
}

} // namespace server
